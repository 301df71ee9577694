using SkyButler.Pipelines.Configs.Checks;
using SkyButler.Pipelines.Programs.Messages;
using SkyButler.Pipelines.Programs.Outputs;
using SkyButler.Pipelines.Programs.Settings;
using SkyButler.Pipelines.Programs.Templates;

namespace SkyButler.Pipelines.Programs;

/// <summary>Finds what can't work in the configuration of a program, before anything of a repository is known.</summary>
internal sealed class ProgramChecks(ProgramConfig config, ConfigProblems problems)
{
    /// <summary>Notes what is wrong.</summary>
    public static void Check(ProgramConfig config, ConfigProblems problems)
    {
        var checks = new ProgramChecks(config, problems);
        checks.CheckNames();
        foreach (var (name, input) in config.Inputs)
            checks.CheckInput(name, input);
        foreach (var (name, output) in config.Outputs)
            checks.CheckOutput(name, output);
        foreach (var (name, list) in config.Lists)
            checks.CheckList(name, list);
        foreach (var (name, message) in config.Messages)
            checks.CheckMessage(name, message);
        checks.CheckStreams();
        checks.CheckCodes();
        checks.CheckTemplates();
    }

    private void CheckNames()
    {
        foreach (var (section, names) in new[] { ("inputs", config.Inputs.Keys), ("outputs", config.Outputs.Keys), ("lists", config.Lists.Keys), ("messages", config.Messages.Keys) })
            foreach (var name in names.Where(n => n.Length == 0 || !n.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(n[0])))
                problems.Add($"{section}['{name}']", "a name consists of letters, digits and underscores");
        foreach (var name in config.Outputs.Keys.Where(config.Inputs.ContainsKey))
            problems.Add($"outputs['{name}']", "there is an input of the same name");
    }

    private void CheckInput(string name, ProgramInputConfig input)
    {
        if (input.StorageClass.Length == 0)
            problems.Add($"inputs['{name}']", "it needs a 'storage_class'");
        if (input is { Rename: not null, Access: InputAccess.Uri })
            problems.Add($"inputs['{name}'].rename", "a URI is given as it stands, so there is nothing to rename");
        CheckFile($"inputs['{name}'].rename", input.Rename);
    }

    private void CheckOutput(string name, ProgramOutputConfig output)
    {
        if (output.StorageClass.Length == 0)
            problems.Add($"outputs['{name}']", "it needs a 'storage_class'");
        if (output.File.Length == 0)
            problems.Add($"outputs['{name}']", "it needs a 'file': the name that the program gives it, or that it gets by {out:" + name + "}");
        CheckFile($"outputs['{name}'].file", output.File);
        if (output.Cards.Count > 0 && config.Messages.ContainsKey(name))
            problems.Add($"outputs['{name}'].cards", "there is a message of the same name as the output; give it another");
        foreach (var card in output.Cards.Keys.Where(c => c.Length == 0 || !c.All(x => char.IsAsciiLetterOrDigit(x) || x == '_')))
            problems.Add($"outputs['{name}'].cards['{card}']", "a name consists of letters, digits and underscores");
    }

    private void CheckList(string name, ProgramListConfig list)
    {
        if (!config.Inputs.ContainsKey(list.Input))
            problems.Add($"lists['{name}']", list.Input.Length == 0 ? "it needs the name of an 'input'" : $"there is no input '{list.Input}'{Suggest(list.Input, config.Inputs.Keys)}");
        if (list.Line.Contains('\n', StringComparison.Ordinal))
            problems.Add($"lists['{name}'].line", "it is more than one line");
        CheckFile($"lists['{name}'].file", list.File);
    }

    private void CheckMessage(string name, ProgramMessageConfig message)
    {
        try
        {
            if (message.Pattern.Length == 0)
                problems.Add($"messages['{name}']", "it needs a 'pattern'");
            _ = new MessagePattern(name, message);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problems.Add($"messages['{name}'].pattern", e is ArgumentException
                ? $"it is no regular expression: {e.Message}"
                : "it has a back reference, or looks ahead or behind, which may take time without end; write it without");
        }
    }

    private void CheckFile(string field, string? file)
    {
        if (file is null || file.Length == 0)
            return;
        if (file.StartsWith('/') || file.EndsWith('/') || file.Split('/').Any(p => p is "" or "." or ".."))
            problems.Add(field, $"'{file}' is no path below the quantum's directory");
    }

    private void CheckStreams()
    {
        if (config.Stdout is { } stdout && !stdout.StartsWith("{out:", StringComparison.Ordinal))
            CheckFile("stdout", stdout);
        if (config.Stdout is { Length: 0 })
            problems.Add("stdout", "it needs the name of a file");
    }

    private void CheckCodes()
    {
        var meanings = new[] { ("successCodes", config.SuccessCodes), ("noWorkCodes", config.NoWorkCodes), ("repeatableErrorCodes", config.RepeatableErrorCodes) };
        foreach (var (field, codes) in meanings)
            foreach (var code in codes.Where(c => c is < 0 or > 255))
                problems.Add(field, $"{code} is no exit code, which are numbers from 0 to 255");
        foreach (var twice in meanings.SelectMany(m => m.Item2.Distinct()).GroupBy(c => c).Where(g => g.Count() > 1))
            problems.Add("successCodes", $"the exit code {twice.Key} has several meanings");
    }

    private void CheckTemplates()
    {
        var templates = new ProgramTemplates(config, problems);
        if (templates.Command.Parts.Count == 0 && problems.Found.Count == 0)
            problems.Add("command", "it needs the name of a program");
        else if (templates.Command.Parts.Count > 0 && templates.Command.Parts[0].IsGroup)
            problems.Add(templates.Command.Parts[0].Place, "the program comes first, by itself");
        if (templates.Before is { } before && (before.Parts.Count == 0 || before.Parts[0].IsGroup) && problems.Found.Count == 0)
            problems.Add("before", "the program comes first, by itself");
        foreach (var part in (config.Shell ? [] : templates.Command.Parts).Concat(templates.Before?.Parts ?? []))
            CheckPart(part);
        foreach (var (template, place, each) in templates.All)
            foreach (var placeholder in template.Placeholders)
                CheckPlaceholder(placeholder, template, place, each);
    }

    private void CheckPart(CommandPart part)
    {
        if (part.Each is { } each && !config.Inputs.ContainsKey(each))
            problems.Add(part.Place, $"there is no input '{each}'{Suggest(each, config.Inputs.Keys)}");
        if (part.IsGroup)
            return;
        foreach (var name in part.Words.SelectMany(w => w.Placeholders).Where(p => p.NamesInput).Select(p => p.Arguments[0]))
            if (config.Inputs.TryGetValue(name, out var input) && input.Minimum == 0)
                problems.Add(part.Place, $"the input '{name}' may be absent: write what depends on it as a group, such as [\"-w\", \"{{in:{name}}}\"]");
    }

    private void CheckPlaceholder(Placeholder placeholder, TextTemplate template, string place, string? each)
    {
        var problem = placeholder.Kind switch
        {
            Placeholder.Input or Placeholder.Join => Unknown("input", placeholder.Arguments[0], config.Inputs.Keys) ?? Several(placeholder, template, place, each),
            Placeholder.Output => Unknown("output", placeholder.Arguments[0], config.Outputs.Keys) ?? Unnamed(placeholder.Arguments[0]),
            Placeholder.Parameter => Unknown("parameter", placeholder.Arguments[0], config.Parameters.Keys),
            Placeholder.ListFile => Unknown("list", placeholder.Arguments[0], [.. config.Lists.Keys, .. config.Inputs.Keys]),
            Placeholder.Path when each is null || place.StartsWith("inputs[", StringComparison.Ordinal) => "{path} is that of a dataset of a list or of 'each'; write {in:INPUT}",
            Placeholder.Record when !placeholder.Arguments[0].Contains('.', StringComparison.Ordinal) => $"{placeholder} names an element and its field, such as {{rec:visit.exposure_time}}",
            _ => null,
        };
        problem ??= InName(placeholder, template, place);
        if (problem is not null)
            problems.Add(place, problem);
    }

    private string? Several(Placeholder placeholder, TextTemplate template, string place, string? each)
    {
        var name = placeholder.Arguments[0];
        var isArgument = place.StartsWith("command", StringComparison.Ordinal) || place.StartsWith("arguments", StringComparison.Ordinal) || place.StartsWith("before", StringComparison.Ordinal);
        if (config.Shell && place == "command")
            return null;
        return placeholder.Kind == Placeholder.Input && config.Inputs[name].Multiple && each != name && !(isArgument && template.Alone is not null)
            ? $"the input '{name}' may be several files: {placeholder} becomes as many arguments where it stands alone, or is used in {{each: {name}, arguments: [..]}} or by {{listfile:{name}}}"
            : null;
    }

    private string? Unnamed(string output) => FilePattern.IsPattern(config.Outputs[output].File)
        ? $"the output '{output}' is whatever matches '{config.Outputs[output].File}', so it has no name to be given"
        : null;

    // Names of files are settled before anything has a path.
    private static string? InName(Placeholder placeholder, TextTemplate template, string place) =>
        place == "stdin" && placeholder.IsData ? $"{placeholder} is a value of data, which may name any file; the standard input is {{in:INPUT}}, {{listfile:LIST}} or a file of your own"
        : (place.EndsWith(".rename", StringComparison.Ordinal) || place.EndsWith(".file", StringComparison.Ordinal) || (place == "stdout" && template.Alone?.Kind != Placeholder.Output))
        && placeholder.Kind is Placeholder.Input or Placeholder.Output or Placeholder.ListFile or Placeholder.Path or "outdir" or "workdir"
            ? $"{placeholder} is a path, which can't stand in the name of a file"
            : null;

    private static string? Unknown(string what, string name, IEnumerable<string> known) =>
        known.Contains(name, StringComparer.Ordinal) ? null : $"there is no {what} '{name}'{Suggest(name, known)}";

    private static string Suggest(string name, IEnumerable<string> known) => Suggestions.For(name, known) is { Length: > 0 } suggestion ? "." + suggestion : "";
}
