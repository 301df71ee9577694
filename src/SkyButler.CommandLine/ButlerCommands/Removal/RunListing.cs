using System.Globalization;
using SkyButler.CommandLine.Output;
using SkyButler.Registry.Datasets;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary>Shows which runs go, with how many datasets of which types, and which chains they leave.</summary>
internal sealed class RunListing(TextWriter output, Conversation conversation, string format)
{
    /// <summary>Shows it.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="contents">What they hold.</param>
    /// <param name="parents">The chains that hold them.</param>
    /// <param name="tense">"will be" or "were".</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WriteAsync(
        IReadOnlyList<string> runs, IReadOnlyList<RunContent> contents, IReadOnlyDictionary<string, IReadOnlyList<string>> parents, string tense,
        CancellationToken cancellationToken)
    {
        if (!conversation.IsForPeople)
        {
            await WriteRowsAsync(runs, contents, cancellationToken);
            return;
        }

        await conversation.SayAsync($"These RUN collections {tense} removed:");
        await conversation.SayAsync(string.Join(", ", runs));
        var counts = contents.GroupBy(c => c.DatasetType, StringComparer.Ordinal).OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}({t.Sum(c => c.Count)})"));
        await conversation.SayAsync($"These datasets {tense} removed:");
        await conversation.SayAsync(contents.Count > 0 ? string.Join(", ", counts) : "none");
        if (parents.Count == 0)
            return;
        await conversation.SayAsync($"They {tense} taken out of these chains:");
        foreach (var (run, chains) in parents.OrderBy(p => p.Key, StringComparer.Ordinal))
            await conversation.SayAsync($"{run}: {string.Join(", ", chains)}");
    }

    private async Task WriteRowsAsync(IReadOnlyList<string> runs, IReadOnlyList<RunContent> contents, CancellationToken cancellationToken)
    {
        var writer = OutputFormat.Open(format, output);
        await writer.BeginAsync([new("run"), new("type"), new("count")], cancellationToken);
        foreach (var content in contents)
            await writer.AddAsync([content.Run, content.DatasetType, content.Count], cancellationToken);
        foreach (var empty in runs.Except(contents.Select(c => c.Run), StringComparer.Ordinal))
            await writer.AddAsync([empty, null, 0L], cancellationToken);
        await writer.EndAsync(cancellationToken);
    }
}
