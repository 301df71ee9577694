using System.Globalization;
using System.Text;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Programs.Settings;
using SkyButler.Pipelines.Programs.Templates;

namespace SkyButler.Pipelines.Programs.Staging;

/// <summary>What placeholders stand for in one quantum.</summary>
internal sealed class ProgramValues(ProgramConfig config, QuantumContext context, WorkDirectory directory)
{
    private IReadOnlyDictionary<string, IReadOnlyList<StagedInput>> inputs = new Dictionary<string, IReadOnlyList<StagedInput>>();
    private IReadOnlyDictionary<string, string> outputs = new Dictionary<string, string>();
    private IReadOnlyDictionary<string, string> lists = new Dictionary<string, string>();

    /// <summary>Sets where the inputs are.</summary>
    public void SetInputs(IReadOnlyDictionary<string, IReadOnlyList<StagedInput>> staged) => inputs = staged;

    /// <summary>Sets what files the outputs are, by name in the quantum's directory.</summary>
    public void SetOutputs(IReadOnlyDictionary<string, string> files) => outputs = files;

    /// <summary>Sets where lists are.</summary>
    public void SetLists(IReadOnlyDictionary<string, string> files) => lists = files;

    /// <summary>The datasets of an input.</summary>
    public IReadOnlyList<StagedInput> Inputs(string name) => inputs.GetValueOrDefault(name, []);

    /// <summary>The arguments of a command line, the program first.</summary>
    public IReadOnlyList<string> Arguments(CommandTemplate command) => Arguments(command, Value);

    /// <summary>The same for logs and metadata, which others read: variables of the environment, such as passwords, stay placeholders.</summary>
    public IReadOnlyList<string> Shown(CommandTemplate command) => Arguments(command, (p, each) => p.Kind == Placeholder.Variable ? p.ToString() : Value(p, each));

    private List<string> Arguments(CommandTemplate command, Func<Placeholder, StagedInput?, string> value)
    {
        var arguments = new List<string>();
        if (command.Script is { } places)
            return Script(command, places, value);
        foreach (var part in command.Parts)
        {
            if (part.Each is { } each)
            {
                foreach (var dataset in Inputs(each))
                    Append(part, dataset);
            }
            else
            {
                Append(part, null);
            }
        }

        return arguments;

        void Append(CommandPart part, StagedInput? each)
        {
            if (part.IsGroup && part.Words.SelectMany(w => w.Placeholders).Any(p => p.NamesInput && Inputs(p.Arguments[0]).Count == 0))
                return;
            foreach (var word in part.Words)
            {
                // Several files become several arguments.
                if (word.Alone is { Kind: Placeholder.Input } input && each?.Connection != input.Arguments[0])
                    arguments.AddRange(Inputs(input.Arguments[0]).Select(i => Checked(i.Location, word)));
                else
                    arguments.Add(Checked(word.Fill(p => value(p, each)), word));
            }
        }
    }

    // Values are those of variables, which are set before the script, and never stand in it: wherever a placeholder is, a value is no command.
    private List<string> Script(CommandTemplate command, IReadOnlyList<ShellPlace> places, Func<Placeholder, StagedInput?, string> value)
    {
        var variables = new StringBuilder();
        var (place, number) = (0, 0);
        var script = command.Parts[^1].Words[0].Fill(placeholder =>
        {
            var (isQuoted, startsWord) = places[place++];
            IEnumerable<string> values = placeholder.Kind == Placeholder.Input ? Inputs(placeholder.Arguments[0]).Select(i => i.Location) : [value(placeholder, null)];
            return string.Join(' ', values.Select(text =>
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"skybutler_{++number}");
                variables.Append(CultureInfo.InvariantCulture, $"{name}={Quoted(startsWord ? Checked(text, TextTemplate.Parse(placeholder.ToString())) : text)}; ");
                return isQuoted ? $"${{{name}}}" : $"\"${{{name}}}\"";
            }));
        });
        if (variables.Length > 0)
            variables.Append('\n');
        return [.. command.Parts.SkipLast(1).Select(p => p.Words[0].Text), variables.Append(script).ToString()];
    }

    // IEEE Std 1003.1-2017, Shell Command Language, 2.2.2 Single-Quotes.
    private static string Quoted(string word) => word.Contains('\0', StringComparison.Ordinal)
        ? throw new ProgramException("A value can't be given to a program: it holds a NUL.")
        : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>A text with its values.</summary>
    /// <param name="template">The text.</param>
    /// <param name="each">The dataset for which it is filled; null for the quantum.</param>
    public string Fill(TextTemplate template, StagedInput? each = null) => template.Fill(p => Value(p, each));

    /// <summary>The name of a file for a dataset, or for the quantum: values of data are made harmless.</summary>
    public string Name(TextTemplate template, DatasetRef? dataset) => template.Fill(p => ArgumentSafety.Slug(p.Kind switch
    {
        Placeholder.DataId => OfDataId(p, dataset?.DataId ?? context.DataId),
        Placeholder.Record => OfRecord(p, dataset?.DataId ?? context.DataId),
        _ => Value(p, null),
    }));

    /// <summary>A path in the way in which the program gets it.</summary>
    public string Show(string path) => config.PathStyle == PathStyle.Absolute ? path : Path.GetRelativePath(directory.Path, path);

    private string Value(Placeholder placeholder, StagedInput? each) => placeholder.Kind switch
    {
        Placeholder.Input => each?.Connection == placeholder.Arguments[0] ? each.Location : Inputs(placeholder.Arguments[0]) switch
        {
            [var only] => only.Location,
            var several => throw new ProgramException($"{placeholder} should be one file, and there are {several.Count}."),
        },
        Placeholder.Path => each?.Location ?? "",
        Placeholder.Output => OutputPath(outputs[placeholder.Arguments[0]]),
        Placeholder.ListFile => lists[placeholder.Arguments[0]],
        Placeholder.DataId => Harmless(OfDataId(placeholder, each?.Dataset.DataId ?? context.DataId), placeholder),
        Placeholder.Record => Harmless(OfRecord(placeholder, each?.Dataset.DataId ?? context.DataId), placeholder),
        Placeholder.Join => string.Join(placeholder.Arguments[2], Inputs(placeholder.Arguments[0])
            .Select(i => Harmless(RecordValue.Text(i.Dataset.DataId[placeholder.Arguments[1]].ToObject(), null), placeholder)).Distinct(StringComparer.Ordinal)),
        Placeholder.Parameter => config.Parameters[placeholder.Arguments[0]],
        Placeholder.Variable => Environment.GetEnvironmentVariable(placeholder.Arguments[0])
            ?? throw new ProgramException($"The variable {placeholder.Arguments[0]} of {placeholder} is not set in the environment; set it."),
        "outdir" or "workdir" => config.PathStyle == PathStyle.Absolute ? directory.Path : ".",
        "label" => context.Label,
        "run" => context.Files.Run,
        "quantum" => context.Files.Quantum.ToString(),
        "cores" => context.Resources.Cores.ToString(CultureInfo.InvariantCulture),
        "memory_mb" => ((context.Resources.Memory ?? 0) / 1_000_000).ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"The placeholder {placeholder} has no value."),
    };

    private string OutputPath(string name)
    {
        var path = Show(directory.File(name));
        return ArgumentSafety.IsOption(path) ? "./" + path : path;
    }

    private static string OfDataId(Placeholder placeholder, DataCoordinate dataId) =>
        RecordValue.Text(dataId[placeholder.Arguments[0]].ToObject(), placeholder.Arguments.ElementAtOrDefault(1));

    private static string OfRecord(Placeholder placeholder, DataCoordinate dataId)
    {
        var (element, field) = RecordValue.Split(placeholder.Arguments[0]);
        var value = dataId.Records?.GetValueOrDefault(element)?[field];
        return value is null
            ? throw new ProgramException($"{placeholder}: the record of '{element}' for {dataId} has no value of '{field}'.")
            : RecordValue.Text(value, placeholder.Arguments.ElementAtOrDefault(1));
    }

    private static string Harmless(string value, Placeholder placeholder) => ArgumentSafety.Problem(value) is { } problem
        ? throw new ProgramException($"The value of {placeholder} can't be given to a program: it holds {problem}.")
        : value;

    private static string Checked(string argument, TextTemplate word)
    {
        if (argument.Contains('\0', StringComparison.Ordinal))
            throw new ProgramException($"The argument '{word.Text}' can't be given to a program: it holds a NUL.");
        return word.First is { IsData: true } && ArgumentSafety.IsOption(argument) && !long.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? throw new ProgramException($"The argument '{word.Text}' would be '{argument}', which a program takes for an option; write something before it, such as '--name={word.Text}'.")
            : argument;
    }
}
