namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>The script for zsh.</summary>
internal static class ZshCompletion
{
    private const string Engine =
        """
        _skybutler() {
          local program=${words[1]:t} current=${words[CURRENT]} previous=${words[CURRENT-1]} command= word before= i
          local -i arguments=0
          local -a values choices
          for ((i = 2; i < CURRENT; i++)); do
            word=${words[i]}
            values=(${(f)"$(_skybutler_values "$program" "$command")"})
            if [[ -n $before && -n ${values[(re)$before]} ]]; then before=
            elif [[ $word == -* ]]; then before=$word
            else
              before=
              if [[ -z $command ]]; then command=$word; else arguments+=1; fi
            fi
          done
          values=(${(f)"$(_skybutler_values "$program" "$command")"})
          if [[ $current == --*=* ]]; then
            previous=${current%%=*}
            compset -P '*='
          fi
          if [[ $previous == -* && -n ${values[(re)$previous]} ]]; then
            choices=(${(f)"$(_skybutler_choices "$program" "$command" "$previous")"})
            if (( $#choices )); then compadd -M 'm:{a-zA-Z}={A-Za-z}' -a choices; else _files; fi
          elif [[ $current == -* ]]; then compadd -- ${(f)"$(_skybutler_options "$program" "$command")"}
          elif [[ -z $command ]]; then compadd -- ${(f)"$(_skybutler_commands "$program")"}
          elif [[ -n $(_skybutler_words "$program" "$command" "$arguments") ]]; then
            compadd -- ${(f)"$(_skybutler_words "$program" "$command" "$arguments")"}
          elif [[ -n $(_skybutler_repository "$program" "$command" "$arguments") ]]; then
            compadd -- ${(f)"$(butler completion labels 2>/dev/null)"}
            _files -/
          else _files
          fi
        }

        """;

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<CompletionProgram> programs)
    {
        var names = string.Join(' ', programs.Select(p => p.Name));
        return $"#compdef {names}\n# Completes {names} in zsh.\n{PosixTables.Write(programs)}{Engine.ReplaceLineEndings("\n")}compdef _skybutler {names}\n";
    }
}
