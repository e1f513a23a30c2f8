import Embedding
import HTTP
import Testing

@Suite struct HTTPEndpointTests {
  @Test(arguments: [
    ("http://localhost", "http://localhost/v1/embeddings"),
    ("HTTPS://Example.ORG/", "https://example.org/v1/embeddings"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/embeddings"),
    ("http://[::1]:80?api-version=2", "http://[::1]:80/v1/embeddings?api-version=2"),
    ("https://h/V1/Embed/", "https://h/V1/Embed/"),
    ("https://h/a@b:c", "https://h/a@b:c"),
  ])
  func addressesAreTaken(_ written: String, _ asked: String) throws {
    #expect(try HTTPEndpoint(url: written, model: "m").url == asked)
  }

  @Test(arguments: [
    ("", HTTPFault.URLFlaw.scheme), ("h", .scheme), ("ftp://h", .scheme), ("file:///etc/passwd", .scheme),
    ("//h", .scheme), ("http:/h", .scheme),
    ("http://", .host), ("http:///x", .host), ("http://h:", .host), ("http://h:0", .host),
    ("http://h:65536", .host), ("http://h:+1", .host), ("http://h:1:2", .host), ("http://[::1", .host),
    ("http://[::1]x", .host), ("http://[]", .host), ("http://a%40b", .host),
    ("http://u@h", .password), ("http://u:p@h", .password), ("http://:@h", .password),
    ("http://h/ x", .characters), ("http://h\\@b", .characters), ("http://h/#a", .characters),
    ("http://h\u{0}", .characters), ("http://h\r\nX: y", .characters), ("http://höst", .characters),
    ("http://h/?api-key=1", .secret), ("http://h/?a=b&ACCESS_TOKEN=1", .secret),
    ("http://h/?auth=1", .secret), ("http://h/?x=1&pwd=a", .secret), ("http://h/?passwd=a", .secret),
  ])
  func othersAreRefused(_ written: String, _ flaw: HTTPFault.URLFlaw) {
    #expect(throws: HTTPFault.badURL(flaw)) { try HTTPEndpoint(url: written, model: "m") }
  }

  @Test(arguments: [
    "", "1A", "sk-abc", "A B", "A=B", "Ä", "hf_AbCdEfGhIjKlMnOpQrSt", "gsk_5a8f0c2b1d3e4f5a6b7c8d9e",
    "sk_live_4eC39HqLyjWDarjt", "AIzaSyA1234567890abcdef", "AKIAIOSFODNN7EXAMPLE",
  ])
  func whatNamesNoVariableIsNotKept(_ name: String) {
    #expect(throws: HTTPFault.badVariableName) {
      try HTTPEndpoint(url: "http://h", model: "m", keyVariable: name)
    }
  }

  @Test(arguments: ["MAA_KEY", "my_key", "AZURE_OPENAI_API_KEY_2", "EMBEDDINGSERVERACCESSKEY", "k"])
  func otherNamesAre(_ name: String) throws {
    #expect(try HTTPEndpoint(url: "http://h", model: "m", keyVariable: name).keyVariable == name)
  }

  @Test(arguments: [
    ("https://h", true), ("http://h", false), ("http://localhost:1", true), ("http://127.1.2.3", true),
    ("http://127.evil.com", false), ("http://[::1]", true),
  ])
  func itIsKnownWhoCanReadAlong(_ url: String, _ isPrivate: Bool) throws {
    #expect(try HTTPEndpoint(url: url, model: "m").isPrivate == isPrivate)
  }
}
