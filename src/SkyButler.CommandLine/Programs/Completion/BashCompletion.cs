namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>The script for bash.</summary>
internal static class BashCompletion
{
    private const string Engine =
        """
        _skybutler() {
          local program=${COMP_WORDS[0]##*/} current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
          local command= arguments=0 word before= i IFS=$'\n'
          COMPREPLY=()
          # bash takes an equals sign for a word of its own.
          if [[ $current == = ]]; then current=
          elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}
          fi
          for ((i = 1; i < COMP_CWORD; i++)); do
            word=${COMP_WORDS[i]}
            if [[ $word == = ]]; then :
            elif [[ $before == -* && ( ${COMP_WORDS[i-1]} == = || $(_skybutler_values "$program" "$command") == *"$before"* ) ]] \
              && _skybutler_values "$program" "$command" | grep -qxF -e "$before"; then before=
            elif [[ $word == -* ]]; then before=$word
            else
              before=
              if [[ -z $command ]]; then command=$word; else arguments=$((arguments + 1)); fi
            fi
          done
          if [[ $previous == -* ]] && _skybutler_values "$program" "$command" | grep -qxF -e "$previous"; then
            local choices=$(_skybutler_choices "$program" "$command" "$previous")
            if [[ -n $choices ]]; then
              # Values may be typed in any case.
              local choice
              for choice in $choices; do
                if [[ ${choice,,} == "${current,,}"* ]]; then COMPREPLY+=("$choice"); fi
              done
            else
              COMPREPLY=($(compgen -f -- "$current"))
            fi
          elif [[ $current == -* ]]; then COMPREPLY=($(compgen -W "$(_skybutler_options "$program" "$command")" -- "$current"))
          elif [[ -z $command ]]; then COMPREPLY=($(compgen -W "$(_skybutler_commands "$program")" -- "$current"))
          elif [[ -n $(_skybutler_words "$program" "$command" "$arguments") ]]; then
            COMPREPLY=($(compgen -W "$(_skybutler_words "$program" "$command" "$arguments")" -- "$current"))
          elif [[ -n $(_skybutler_repository "$program" "$command" "$arguments") ]]; then
            # A list of words for compgen would be expanded, and labels come from others.
            local label
            while IFS= read -r label; do
              if [[ $label == "$current"* ]]; then COMPREPLY+=("$label"); fi
            done < <(butler completion labels 2>/dev/null)
            COMPREPLY+=($(compgen -d -S / -- "$current"))
          else COMPREPLY=($(compgen -f -- "$current"))
          fi
        }

        """;

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<CompletionProgram> programs)
    {
        var names = string.Join(' ', programs.Select(p => p.Name));
        return $"# Completes {names} in bash.\n{PosixTables.Write(programs)}{Engine.ReplaceLineEndings("\n")}complete -o nosort -o filenames -F _skybutler {names}\n";
    }
}
