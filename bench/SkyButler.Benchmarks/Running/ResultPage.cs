namespace SkyButler.Benchmarks.Running;

/// <summary>The page that shows the figures: tables between markers, one for each benchmark, are rewritten in place.</summary>
internal static class ResultPage
{
    /// <summary>Puts the lines of a benchmark between its markers.</summary>
    /// <exception cref="InvalidOperationException">The page has no such markers.</exception>
    public static async Task UpdateAsync(string page, string benchmark, IReadOnlyList<Figure> figures, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(page, cancellationToken);
        var begin = $"<!-- {benchmark}: begin -->";
        var end = $"<!-- {benchmark}: end -->";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new InvalidOperationException($"{page} has no place for '{benchmark}': the lines {begin} and {end} are missing.");
        var lines = string.Join('\n', figures.Select(ResultTable.Line));
        var changed = $"{text[..(from + begin.Length)]}\n{ResultTable.Head}\n{lines}\n{text[to..]}";
        await File.WriteAllTextAsync(page, changed, cancellationToken);
    }
}
