using System.Globalization;
using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs.Checks;

namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>A command line with placeholders.</summary>
internal sealed record CommandTemplate(IReadOnlyList<CommandPart> Parts)
{
    private const string EachKey = "each";
    private const string ArgumentsKey = "arguments";

    /// <summary>Where the placeholders of a script for a shell stand, which is the last word; null where it is no script.</summary>
    public IReadOnlyList<ShellPlace>? Script { get; init; }

    /// <summary>Reads a command of a field, and the field <c>arguments</c>; what is wrong is left out and noted.</summary>
    public static CommandTemplate Read(string field, object? command, object? arguments, ConfigProblems problems)
    {
        var reader = new Reader(problems);
        reader.ReadField(field, command);
        reader.ReadField("arguments", arguments);
        return new CommandTemplate(reader.Parts);
    }

    private sealed class Reader(ConfigProblems problems)
    {
        public List<CommandPart> Parts { get; } = [];

        public void ReadField(string field, object? value)
        {
            switch (value)
            {
                case null:
                    break;
                case string text:
                    foreach (var word in Words(text, field))
                        Parts.Add(new CommandPart([word], field));
                    break;
                case IReadOnlyList<object?> items:
                    for (var i = 0; i < items.Count; i++)
                        ReadItem(Indexed(field, i), items[i]);
                    break;
                default:
                    problems.Add(field, "it is one text or a list");
                    break;
            }
        }

        private void ReadItem(string place, object? item)
        {
            switch (item)
            {
                case IReadOnlyList<object?> group:
                    Parts.Add(new CommandPart(Words(group, place), place) { IsGroup = true });
                    break;
                case IReadOnlyDictionary<string, object?> repeated when repeated.TryGetValue(EachKey, out var each) && repeated.TryGetValue(ArgumentsKey, out var inner) && repeated.Count == 2:
                    if (each is not string input || inner is not (string or IReadOnlyList<object?>))
                        problems.Add(place, $"'{EachKey}' names an input, and '{ArgumentsKey}' is a list of texts");
                    else
                        Parts.Add(new CommandPart(inner is string text ? Words(text, place) : Words((IReadOnlyList<object?>)inner, $"{place}.{ArgumentsKey}"), place) { IsGroup = true, Each = input });
                    break;
                case IReadOnlyDictionary<string, object?>:
                    problems.Add(place, $"a mapping among arguments has the two keys '{EachKey}' and '{ArgumentsKey}'; a text with a colon is written in quotes");
                    break;
                default:
                    if (Word(item, place) is { } word)
                        Parts.Add(new CommandPart([word], place));
                    break;
            }
        }

        private List<TextTemplate> Words(IReadOnlyList<object?> items, string place) => [.. items.Select((item, i) => Word(item, Indexed(place, i))).OfType<TextTemplate>()];

        private List<TextTemplate> Words(string text, string place)
        {
            try
            {
                return [.. WordSplitter.Split(text).Select(w => Word(w, place)).OfType<TextTemplate>()];
            }
            catch (TemplateSyntaxException e)
            {
                problems.Add(place, e.Message);
                return [];
            }
        }

        // Numbers and truth values don't keep the way in which they were written: 010, 1.50, yes.
        private TextTemplate? Word(object? item, string place)
        {
            if (item is not string text)
            {
                problems.Add(place, item is null or IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>
                    ? "it is no text"
                    : $"{PythonText.Repr(item)} is no text; write it in quotes, just as the program shall get it");
                return null;
            }

            try
            {
                return TextTemplate.Parse(text);
            }
            catch (TemplateSyntaxException e)
            {
                problems.Add(place, e.Message);
                return null;
            }
        }

        private static string Indexed(string place, int index) => string.Create(CultureInfo.InvariantCulture, $"{place}[{index}]");
    }
}
