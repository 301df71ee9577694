using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>Names of runs by their keys; those that a search did not name are looked up once.</summary>
internal sealed class RunNames
{
    private readonly RegistryContext context;
    private readonly Dictionary<DataIdValue, string> names = [];

    public RunNames(RegistryContext context, DatasetSearch search)
    {
        this.context = context;
        foreach (var run in search.Collections.Where(c => c.Type == CollectionType.Run))
            names[DataIdValue.From(run.Key)] = run.Name;
    }

    /// <summary>The name of the run of each row.</summary>
    public async Task<string[]> FindAsync(RowBatch rows, int column, CancellationToken cancellationToken)
    {
        var unknown = new HashSet<DataIdValue>();
        for (var row = 0; row < rows.Count; row++)
        {
            if (!IsRepeated(rows, column, row) && !names.ContainsKey(rows.Value(column, row)))
                unknown.Add(rows.Value(column, row));
        }

        if (unknown.Count > 0)
            await LoadAsync(unknown, cancellationToken).ConfigureAwait(false);
        var found = new string[rows.Count];
        for (var row = 0; row < found.Length; row++)
            found[row] = IsRepeated(rows, column, row) ? found[row - 1] : names[rows.Value(column, row)];
        return found;
    }

    // Rows of one run mostly follow one another.
    private static bool IsRepeated(RowBatch rows, int column, int row) => row > 0 && rows.Value(column, row) == rows.Value(column, row - 1);

    private async Task LoadAsync(HashSet<DataIdValue> keys, CancellationToken cancellationToken)
    {
        var key = new SqlName(context.Variant.CollectionKey);
        IEnumerable<object> wanted = keys.Select(k => k.ToObject());
        var query = context.Database.Sql().Append($"SELECT {key}, name FROM collection WHERE {key} IN {wanted}").Build(context.Variant.CollectionKeyType, ColumnType.String);
        await foreach (var batch in context.Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                names[batch.Value(0, row)] = batch.Text(1, row);
    }
}
