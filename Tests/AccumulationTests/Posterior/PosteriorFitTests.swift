import Accumulation
import Files
import GoldenSupport
import Testing

@Suite struct PosteriorFitTests {
  /// Worths and noise drawn from a model are fitted by nearly that model.
  @Test func findsTheModelThatALogWasDrawnFrom() throws {
    let drawn = DrawnUnits(400, looks: 12, none: 0.3, mean: 1, worth: 3, noise: 4, seed: 11)
    let model = try #require(Posterior(drawn.observations, unitCount: 400).model)
    #expect(abs(model.mean - 1) < 0.4)
    #expect(abs(model.variance.squareRoot() - 3) < 0.4)
    #expect(abs(model.noise.squareRoot() - 4) < 0.1)
    #expect(abs(model.none - 0.3) < 0.1)
    #expect(model.beta > 0.95 && !model.tail.isFinite)
  }

  /// Where worths move, the log's own beta is that of the model that they were drawn from.
  @Test func findsHowFastWorthsMove() throws {
    let drawn = DrawnUnits(150, looks: 30, none: 0, mean: 0, worth: 3, noise: 2, step: 1, seed: 12)
    let model = try #require(Posterior(drawn.observations, unitCount: 150).model)
    // q/s² of 1/4 is a gain of 0.39.
    #expect(abs(model.beta - 0.61) < 0.11, "\(model.beta)")
  }

  /// No other figures near the ones found are likelier by more than their prior would allow.
  @Test func standsOnASummit() throws {
    let drawn = DrawnUnits(200, looks: 8, none: 0.2, mean: 1, worth: 3, noise: 4, seed: 13)
    let model = try #require(Posterior(drawn.observations, unitCount: 200).model)
    func height(_ change: (inout [Double]) -> Void) -> Double {
      var figures = [model.mean, model.variance, model.noise, model.lure]
      change(&figures)
      return PosteriorModel(
        mean: figures[0], variance: figures[1], noise: figures[2], drift: model.drift, none: model.none,
        lure: figures[3]
      ).logDensity(of: drawn.observations, unitCount: 200)
    }
    let top = height { _ in }
    for place in 0..<4 {
      for step in [-0.2, 0.2] {
        #expect(height { $0[place] += step * max(1, abs($0[place])) } < top + 0.1, "\(place) \(step)")
      }
    }
  }

  @Test func tellsHeavyTailsFromNormalNoise() throws {
    let normal = DrawnUnits(200, looks: 10, none: 0.2, mean: 0, worth: 3, noise: 3, seed: 14)
    let heavy = DrawnUnits(200, looks: 10, none: 0.2, mean: 0, worth: 3, noise: 3, isHeavy: true, seed: 14)
    #expect(Posterior(normal.observations, unitCount: 200).model?.tail == .infinity)
    let tail = try #require(Posterior(heavy.observations, unitCount: 200).model).tail
    #expect(tail <= 10)
  }

  /// Scorings that err independently count in full, and those that only repeat themselves not at all.
  @Test func fitsWhatMoreScoringsAreWorth() throws {
    func share(independent: Bool) throws -> Double {
      let log = RepeatedScores(independent: independent, seed: 15)
      return try #require(Posterior(log.observations, unitCount: log.unitCount).model).weighing.scorings
    }
    #expect(try share(independent: true) >= 0.75)
    #expect(try share(independent: false) <= 0.25)
  }

  @Test func sameBitsWhateverTheWorkers() throws {
    let drawn = DrawnUnits(4_200, looks: 2, none: 0.2, mean: 1, worth: 3, noise: 4, seed: 16)
    let one = Posterior(drawn.observations, unitCount: 4_200)
    let widths = (0...Int32(2)).map { Workers(count: 1, width: $0, prepare: { _ in }, run: { $0(0) }) }
    for workers in [.threads(2), .threads(3)] + widths {
      let many = Posterior(drawn.observations, unitCount: 4_200, workers: workers)
      #expect(many.model == one.model && many.mean == one.mean && many.chance == one.chance)
      #expect(many.low == one.low && many.ranking == one.ranking)
    }
  }

  @Test func saysNothingOfALogThatSaysNothing() {
    let zeros = Observations(unitCount: 2, unit: [0, 0], batch: [0, 1], delta: [0, 0])
    let posterior = Posterior(zeros, unitCount: 2)
    #expect(posterior.model == nil && posterior.chance == [nil, nil] && posterior.ranking == [0, 1])
    let nothing = Posterior(Observations(unitCount: 1, unit: [], batch: [], delta: []), unitCount: 1)
    #expect(nothing.model == nil && nothing.mean == [nil])
  }

  /// One lucky observation does not stand before ten that agree.
  @Test func oneObservationDoesNotLeadTen() {
    var (unit, batch, delta) = ([Int32](), [Int32](), [Double]())
    for step in 0..<10 {
      for number in 0..<6 where number > 0 || step == 9 {
        unit.append(Int32(number))
        batch.append(Int32(step))
        let wave = Double((step * 7 + number * 3) % 5) - 2
        delta.append(number == 0 ? 12 : (number == 1 ? 5 + wave : wave * 2))
      }
    }
    let posterior = Posterior(
      Observations(unitCount: 6, unit: unit, batch: batch, delta: delta), unitCount: 6)
    #expect(posterior.ranking.first == 1)
  }
}
