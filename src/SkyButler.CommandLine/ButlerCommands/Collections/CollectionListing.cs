using SkyButler.CommandLine.Output;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary>The table of <c>query-collections</c> in all its forms.</summary>
internal sealed class CollectionListing(CollectionStorage storage)
{
    public required IReadOnlyList<string> Globs { get; init; }

    /// <summary>Types that count; null for all.</summary>
    public required IReadOnlySet<CollectionType>? Types { get; init; }

    public required string Chains { get; init; }

    public required bool ShowsDatasetTypes { get; init; }

    public required IReadOnlyList<string> ExcludedDatasetTypes { get; init; }

    /// <summary>Finds the collections and writes them; nothing where a table would have no rows.</summary>
    public async Task WriteAsync(string format, TextWriter output, CancellationToken cancellationToken)
    {
        var rows = await FindAsync(cancellationToken);
        var isTable = format == OutputFormat.Table;
        if (rows.Count == 0 && isTable)
            return;
        var cells = await CellsAsync(rows, isTable, cancellationToken);
        var writer = OutputFormat.Open(format, output);
        await writer.BeginAsync([.. cells.Select(cell => new TableColumn(cell.Column, Alignment.Left))], cancellationToken);
        foreach (var row in rows)
            await writer.AddAsync([.. cells.Select(cell => cell.Value(row))], cancellationToken);
        await writer.EndAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Cell>> CellsAsync(
        IReadOnlyList<CollectionRow> rows, bool isTable, CancellationToken cancellationToken)
    {
        var isTree = Chains is ChainsMode.Tree or ChainsMode.InverseTree;
        List<Cell> cells =
        [
            new("Name", row => isTree && isTable ? new string(' ', 2 * row.Depth) + row.Name : row.Name),
            new("Type", row => row.Collection.TypeName),
        ];
        // Programs get the depth as a number, where a table indents.
        if (isTree && !isTable)
            cells.Add(new("Depth", row => row.Depth));
        if (RelativesColumn(rows) is { } relatives)
            cells.Add(new(relatives, row => row.Relatives));
        if (ShowsDatasetTypes)
        {
            var types = await DatasetTypesAsync(rows, cancellationToken);
            cells.Add(new("Dataset Types", row => types[row.Name]));
        }

        return cells;
    }

    private async Task<IReadOnlyList<CollectionRow>> FindAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> globs = Globs.Count > 0 ? Globs : ["*"];
        switch (Chains)
        {
            case ChainsMode.Flatten:
                var flat = await storage.FlattenAsync(globs, cancellationToken);
                return [.. flat.Where(record => Types?.Contains(record.Type) != false).Select(record => new CollectionRow(record))];
            case ChainsMode.Tree:
                return Rows(await CollectionForest.DownwardAsync(storage, globs, Types, cancellationToken));
            case ChainsMode.InverseTree:
                return Rows(await CollectionForest.UpwardAsync(storage, globs, Types, cancellationToken));
        }

        var found = await storage.QueryAsync(globs, Types, cancellationToken);
        if (Chains == ChainsMode.NoChildren)
            return [.. CollectionOrder.ByRegistration(found).Select(record => new CollectionRow(record))];
        var relatives = Chains == ChainsMode.Table
            ? found.ToDictionary(record => record.Name, record => record.Children, StringComparer.Ordinal)
            : await storage.ParentsAsync([.. found.Select(record => record.Name)], cancellationToken);
        return [.. found.Select(record => new CollectionRow(record) { Relatives = relatives.GetValueOrDefault(record.Name, []) })];
    }

    private static IReadOnlyList<CollectionRow> Rows(CollectionForest forest)
    {
        var rows = new List<CollectionRow>();
        foreach (var (depth, collection) in forest.Walk())
            rows.Add(new CollectionRow(collection) { Depth = depth });
        return rows;
    }

    // As in the original, the column is there only where some row could use it.
    private string? RelativesColumn(IReadOnlyList<CollectionRow> rows) => Chains switch
    {
        ChainsMode.Table when rows.Any(row => row.Collection.Type == CollectionType.Chained) => "Children",
        ChainsMode.InverseTable when rows.Any(row => row.Relatives.Count > 0) => "Parents",
        _ => null,
    };

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> DatasetTypesAsync(
        IReadOnlyList<CollectionRow> rows, CancellationToken cancellationToken)
    {
        var summaries = await storage.SummariesAsync([.. rows.Select(row => row.Name).Distinct(StringComparer.Ordinal)], cancellationToken);
        var excluded = ExcludedDatasetTypes.Select(Glob.Matcher).ToList();
        return summaries.ToDictionary(pair => pair.Key, pair => Shown(pair.Value.DatasetTypes, excluded), StringComparer.Ordinal);
    }

    private static IReadOnlyList<string> Shown(IEnumerable<string> types, IReadOnlyList<Func<string, bool>> excluded) =>
        [.. types.Where(name => !excluded.Any(matches => matches(name))).Order(StringComparer.Ordinal)];

    private sealed record Cell(string Column, Func<CollectionRow, object?> Value);

    private sealed record CollectionRow(CollectionRecord Collection)
    {
        public string Name => Collection.Name;

        public int Depth { get; init; }

        public IReadOnlyList<string> Relatives { get; init; } = [];
    }
}
