import Language

/// Completions for the shells that people type `maa` in, made from the options and the registry.
package enum ShellCompletions {
  package enum Shell: String, Sendable, CaseIterable { case bash, zsh, fish }

  package static func text(for shell: Shell, _ vocabulary: Vocabulary) -> String {
    switch shell {
    case .bash: bash(vocabulary)
    case .zsh: zsh(vocabulary)
    case .fish: fish(vocabulary)
    }
  }

  private static let subcommands = Subcommand.allCases.map(\.rawValue).joined(separator: " ")

  private static func verbs(_ vocabulary: Vocabulary) -> String {
    vocabulary.manuals.map(\.verb).joined(separator: " ")
  }

  private static func options(of subcommand: Subcommand?) -> [ProgramOption] {
    ProgramOption.all.filter { option in
      option.subcommands.isEmpty || subcommand.map { option.subcommands.contains($0) } == true
    }
  }
}

/// The Bash Reference Manual, Programmable Completion.
extension ShellCompletions {
  private static func bash(_ vocabulary: Vocabulary) -> String {
    """
    # Completions of maa for bash; made by `maa --completions bash`.
    _maa() {
      local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} sub='' word
      # A word that begins with a space would end the option before it: = is a word of its own for bash.
      [[ $cur == = ]] && cur=''
      for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in \(Subcommand.allCases.map(\.rawValue).joined(separator: "|"))) sub=$word; break;; esac
      done
      case $prev in
    \(bashValues)    -c) COMPREPLY=($(compgen -W "\(verbs(vocabulary))" -- "$cur")); return;;
      esac
      if [[ $cur == -* ]]; then
        case $sub in
    \(bashOptions)    esac
        return
      fi
      COMPREPLY=($(compgen -f -- "$cur"))
      [[ -z $sub ]] && COMPREPLY+=($(compgen -W "\(subcommands)" -- "$cur"))
    }
    complete -o filenames -F _maa maa

    """
  }

  private static var bashValues: String {
    ProgramOption.all.filter { $0.name != "-c" }.compactMap { option -> String? in
      switch option.value {
      case .file: "    \(option.name)) COMPREPLY=($(compgen -f -- \"$cur\")); return;;\n"
      case .folder: "    \(option.name)) COMPREPLY=($(compgen -d -- \"$cur\")); return;;\n"
      case .choice(let names):
        "    \(option.name)) COMPREPLY=($(compgen -W \"\(names.joined(separator: " "))\" -- \"$cur\")); return;;\n"
      case .text: "    \(option.name)) return;;\n"
      case nil: nil
      }
    }.joined()
  }

  private static var bashOptions: String {
    (Subcommand.allCases.map(Optional.some) + [nil]).map { subcommand in
      let names = options(of: subcommand).map(\.name).joined(separator: " ")
      return "      \(subcommand?.rawValue ?? "*")) COMPREPLY=($(compgen -W \"\(names)\" -- \"$cur\"));;\n"
    }.joined()
  }
}

/// zsh's own manual, Completion System, `_arguments`.
extension ShellCompletions {
  private static func zsh(_ vocabulary: Vocabulary) -> String {
    """
    #compdef maa
    # Completions of maa for zsh; made by `maa --completions zsh`.
    _maa_verbs() {
      local -a verbs=(
    \(vocabulary.manuals.map { "    '\(zshEscaped("\($0.verb):\($0.summary)"))'\n" }.joined())  )
      _describe 'statement' verbs
    }
    _maa_first() {
      local -a subcommands=(
    \(Subcommand.allCases.map { "    '\(zshEscaped("\($0.rawValue):\($0.summary)"))'\n" }.joined())  )
      _describe 'subcommand' subcommands
      _files
    }
    _maa() {
      local -a general=(
    \(options(of: nil).map(zshLine).joined())  )
      case ${words[2]} in
    \(zshCases)    *) _arguments -s $general '1: :_maa_first' '*:file:_files';;
      esac
    }
    _maa "$@"

    """
  }

  private static var zshCases: String {
    Subcommand.allCases.map { subcommand in
      let own = ProgramOption.all.filter { $0.subcommands.contains(subcommand) }.map(zshLine).joined()
      return "    \(subcommand.rawValue)) _arguments -s $general \\\n"
        + own.split(separator: "\n").map { "  \($0) \\\n" }.joined() + "      '1: :' '*:file:_files';;\n"
    }.joined()
  }

  private static func zshLine(_ option: ProgramOption) -> String {
    let star = option.repeats ? "*" : ""
    let action =
      switch option.value {
      case nil: ""
      case .file: ":file:_files"
      case .folder: ":folder:_files -/"
      case .choice(let names): ":value:(\(names.joined(separator: " ")))"
      case .text where option.name == "-c": ":statement:_maa_verbs"
      case .text(let placeholder): ":\(zshEscaped(placeholder)):"
      }
    return "    '\(star)\(option.name)[\(zshEscaped(option.summary))]\(action)'\n"
  }

  /// Within single quotes, and within brackets and colons of `_arguments`.
  private static func zshEscaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "'": "'\\''"
      case "[", "]", "\\": "\\\(character)"
      default: String(character)
      }
    }.joined()
  }
}

/// fish's manual, `complete`.
extension ShellCompletions {
  private static func fish(_ vocabulary: Vocabulary) -> String {
    let names = Subcommand.allCases.map { subcommand in
      "complete -c maa -n __fish_use_subcommand -a \(subcommand.rawValue) -d \(fishQuoted(subcommand.summary))\n"
    }
    let verbs = verbs(vocabulary)
    return "# Completions of maa for fish; made by `maa --completions fish`.\n" + names.joined()
      + ProgramOption.all.map { fishLine($0, verbs) }.joined()
  }

  private static func fishLine(_ option: ProgramOption, _ verbs: String) -> String {
    let places = option.subcommands.map(\.rawValue).joined(separator: " ")
    let condition = places.isEmpty ? "" : " -n '__fish_seen_subcommand_from \(places)'"
    let name =
      option.name.hasPrefix("--") ? "-l \(option.name.dropFirst(2))" : "-s \(option.name.dropFirst())"
    let letter = option.letter.map { " -s \($0.dropFirst())" } ?? ""
    let value =
      switch option.value {
      case nil: ""
      case .file: " -r -F"
      case .folder: " -x -a '(__fish_complete_directories)'"
      case .choice(let names): " -x -a '\(names.joined(separator: " "))'"
      case .text where option.name == "-c": " -x -a \(fishQuoted(verbs))"
      case .text: " -x"
      }
    return "complete -c maa\(condition) \(name)\(letter)\(value) -d \(fishQuoted(option.summary))\n"
  }

  /// In single quotes fish knows no escapes but these two.
  private static func fishQuoted(_ text: String) -> String {
    "'" + text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
  }
}
