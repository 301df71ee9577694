using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Queries;
using SkyButler.Registry.Collections;

namespace SkyButler.Conformance.Transfers;

/// <summary>All that a repository says of itself, line by line, for comparisons.</summary>
internal static class RepositoryState
{
    public static async Task<IReadOnlyList<string>> OfAsync(Butler butler, CancellationToken token)
    {
        var lines = new List<string>();
        foreach (var element in butler.Universe.Elements.Where(e => e.HasTable))
            await foreach (var record in butler.Queries.RecordsAsync(element.Name, new DataIdQuery { Dimensions = [] }, token))
                lines.Add($"{record.Element} {string.Join(", ", record.Values.Select(Text))}");
        var types = await butler.Registry.DatasetTypes.QueryAsync(["*"], null, token);
        lines.AddRange(types.Select(t => t.ToString()));
        var collections = await butler.Registry.Collections.QueryAsync(["*"], null, token);
        lines.AddRange(collections.Select(c => $"{c.Name} {c.Type} {c.Documentation} [{string.Join(", ", c.Children)}]"));
        var datasets = new List<DatasetRef>();
        await foreach (var dataset in butler.AllDatasetsAsync(token))
            datasets.Add(dataset);
        lines.AddRange(datasets.Select(d => d.ToString()));
        IReadOnlyList<string> searched = [.. collections.Where(c => c.Type is CollectionType.Tagged or CollectionType.Calibration).Select(c => c.Name)];
        foreach (var type in searched.Count == 0 ? [] : types)
            await foreach (var a in butler.Queries.AssociationsAsync(type.Name, searched, null, token))
                lines.Add($"{a.Collection} {a.Dataset.Id} {a.Validity}");
        foreach (var records in (await butler.Datastore.FindRecordsAsync([.. datasets.Select(d => d.Id)], token)).Values)
            lines.AddRange(records.Select((FileRecord r) => r.ToString()));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        Geometry.Region region => region.EncodeBase64(),
        null => "null",
        _ => value.ToString()!,
    };
}
