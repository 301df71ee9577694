using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs.Definitions;

namespace SkyButler.CommandLine.Tests.CommandTable;

/// <summary>Whoever knows the original's commands finds them all, with their arguments, options and defaults.</summary>
public sealed class CommandTableTests
{
    private static readonly Dictionary<string, CommandDefinition> Ours =
        ProgramCatalog.Find("butler")!.Commands.ToDictionary(c => c.Name, c => c.Make().Definition, StringComparer.Ordinal);

    [Fact]
    public void The_table_is_read_whole()
    {
        var sheet = CommandSheet.Open();
        sheet.Commands.Count.ShouldBeGreaterThanOrEqualTo(22);
        sheet.Commands.Sum(c => c.Options.Count).ShouldBeGreaterThan(90);
        sheet.Commands.Single(c => c.Name == "associate").Options.Single(o => o.Name == "--limit").Default.ShouldBe("0");
        sheet.Commands.Single(c => c.Name == "prune-datasets").Options.Single(o => o.Name == "--confirm").ShouldSatisfyAllConditions(
            o => o.Negative.ShouldBe("--no-confirm"), o => o.Default.ShouldBe("on"));
        sheet.WithoutOptionsFile.Count.ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Every_command_argument_option_and_default_is_there()
    {
        var sheet = CommandSheet.Open();
        var missing = sheet.Commands.SelectMany(c => Missing(c, sheet.WithoutOptionsFile));
        missing.ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(OriginalCommand original, IReadOnlyList<string> withoutOptionsFile)
    {
        if (!Ours.TryGetValue(original.Name, out var ours))
        {
            yield return original.Name;
            yield break;
        }

        if (ours.Arguments.Count != original.Arguments.Count)
            yield return $"{original.Name}: it takes {original.Arguments.Count} arguments, here {ours.Arguments.Count}";
        foreach (var (argument, given) in original.Arguments.Zip(ours.Arguments))
            if (argument.IsList != given.Count is ArgumentCount.Any)
                yield return $"{original.Name}: the argument {argument.Name} is {given.Count} here";
        if (ours.TakesOptionsFile == withoutOptionsFile.Contains(original.Name))
            yield return $"{original.Name}: {(ours.TakesOptionsFile ? "takes" : "does not take")} an options file here";
        foreach (var option in original.Options)
            foreach (var problem in Missing(option, ours.Options))
                yield return $"{original.Name} {option.Name}{problem}";
    }

    private static IEnumerable<string> Missing(OriginalOption original, IReadOnlyList<CommandOption> options)
    {
        if (options.FirstOrDefault(o => o.Spellings.Contains(original.Name, StringComparer.Ordinal)) is not { } ours)
        {
            yield return "";
            yield break;
        }

        foreach (var spelling in original.Spellings.Append(original.Negative).OfType<string>().Where(s => !ours.Spellings.Contains(s, StringComparer.Ordinal)))
            yield return $": it can't be written {spelling} here";
        if (original.Repeats && ours is not ListOption)
            yield return ": it can't be repeated";
        if (original.Choices.Count > 0 && !original.Choices.SequenceEqual(Choices(ours), StringComparer.Ordinal))
            yield return $": its choices are {string.Join('|', original.Choices)}, here {string.Join('|', Choices(ours))}";
        if (original.Default is { } expected && expected != Default(ours))
            yield return $": its default is '{expected}', here '{Default(ours)}'";
    }

    private static IReadOnlyList<string> Choices(CommandOption option) => option switch
    {
        ValueOption value => value.Choices,
        ListOption list => list.Choices,
        _ => [],
    };

    private static string? Default(CommandOption option) => option switch
    {
        ValueOption value => value.Default,
        ListOption list => string.Join(',', list.Default),
        IntegerOption integer => integer.Default.ToString(System.Globalization.CultureInfo.InvariantCulture),
        FlagOption { Negative: "--no-find-first" } flag => flag.Default ? "yes" : "no",
        FlagOption flag => flag.Default ? "on" : "off",
        _ => null,
    };
}
