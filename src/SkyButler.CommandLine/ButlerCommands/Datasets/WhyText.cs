using System.Globalization;
using System.Text;
using SkyButler.Explanations;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary>Writes an explanation for reading.</summary>
internal static class WhyText
{
    private const int Shown = 5;

    public static string Of(string datasetType, LookUpExplanation explanation)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{datasetType} {explanation.DataId}\n");
        if (explanation.Timespan is { } timespan)
            text.Append(CultureInfo.InvariantCulture, $"at {timespan}: {explanation.TimespanSource}\n");
        if (explanation.Collections.Count > 0)
            text.Append("\nCollections in the order of the search:\n");
        for (var i = 0; i < explanation.Collections.Count; i++)
            Append(text, i + 1, explanation.Collections[i]);
        text.Append('\n');
        foreach (var sentence in explanation.Sentences)
            text.Append(sentence).Append('\n');
        foreach (var file in explanation.Files)
            text.Append(CultureInfo.InvariantCulture, $"File: {file}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, int number, SearchedCollection collection)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {number}. {collection.Name} ({collection.Type.ToString().ToUpperInvariant()})");
        if (collection.Exclusion is { } exclusion)
        {
            text.Append(CultureInfo.InvariantCulture, $": passed over, it {exclusion}\n");
            return;
        }

        text.Append(collection.Datasets.Count == 0 ? ": nothing\n" : ":\n");
        foreach (var dataset in collection.Datasets.Take(Shown))
        {
            var validity = dataset.Validity is { } range ? $" valid in {range}{(dataset.IsValid ? "" : ", not at this time")}" : "";
            text.Append(CultureInfo.InvariantCulture, $"       {dataset.Id}{validity}{(dataset.Run == collection.Name ? "" : $" (run {dataset.Run})")}\n");
        }

        if (collection.Datasets.Count > Shown)
            text.Append(CultureInfo.InvariantCulture, $"       and {collection.Datasets.Count - Shown} more\n");
    }
}
