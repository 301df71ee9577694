using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Registry.Collections;

namespace SkyButler.Explanations;

/// <summary>Finds what is wrong with a data ID, and what may have been meant.</summary>
internal sealed class DataIdHints(Butler butler)
{
    private const int Named = 5;

    // To find the nearest name, so many are looked at.
    private const int LookedAt = 1000;

    /// <summary>What to say of a data ID that could not be resolved.</summary>
    public async Task<IReadOnlyList<string>> ForAsync(
        DatasetType type, DataId dataId, IReadOnlyDictionary<string, CollectionSummary> summaries, CancellationToken cancellationToken)
    {
        var hints = new List<string>();
        foreach (var governor in type.Dimensions.Governors)
        {
            if (!dataId.TryGetValue(governor.Name, out var value))
            {
                var known = NothingText.GovernorValues(summaries.Values, governor.Name);
                if (known.Count > 0)
                    hints.Add($"The collections searched have data of the {governor} {FoundText.Listed([.. known.Select(k => $"'{k}'")])}: add {governor}={known[0]}.");
            }
            else if (await MissingAsync(governor, DataCoordinate.Standardize(governor.MinimalGroup, new DataId { [governor.Name] = value }), cancellationToken).ConfigureAwait(false) is { } missing)
            {
                hints.Add(missing);
            }
        }

        if (hints.Count == 0)
            foreach (var (key, value) in dataId)
                if (value is string name && butler.Universe.TryGet(key, out var dimension) && await NamesAsync(dimension, name, dataId, cancellationToken).ConfigureAwait(false) is { } hint)
                    hints.Add(hint);
        return hints;
    }

    /// <summary>Sentences for the values of a data ID that have no record.</summary>
    public async Task<IReadOnlyList<string>> MissingRecordsAsync(DataCoordinate dataId, CancellationToken cancellationToken)
    {
        foreach (var dimension in dataId.Dimensions.Required.Where(d => d.HasTable))
        {
            var own = DataCoordinate.Standardize(dimension.MinimalGroup, new DataId(dimension.Required.Select(r => KeyValuePair.Create(r.Name, dataId[r.Name].ToObject()))));
            if (await MissingAsync(dimension, own, cancellationToken).ConfigureAwait(false) is { } missing)
                return [missing];
        }

        return [];
    }

    // A name where the key is a number is meant to be an alternate key.
    private async Task<string?> NamesAsync(DimensionElement dimension, string name, DataId dataId, CancellationToken cancellationToken)
    {
        if (dimension.PrimaryKey?.Type != ColumnType.Int || dimension.AlternateKeys.FirstOrDefault(k => k.Type == ColumnType.String) is not { } alternate)
            return null;
        var others = new DataId(dataId.Where(p => dimension.Required.Any(r => r != dimension && r.Name == p.Key)));
        var known = new List<string>();
        var query = new DataIdQuery { Dimensions = [dimension.Name], DataId = others, Limit = LookedAt };
        await foreach (var record in butler.Queries.RecordsAsync(dimension.Name, query, cancellationToken).ConfigureAwait(false))
            if (record[alternate.Name] is string text)
                known.Add(text);
        return known.Contains(name, StringComparer.Ordinal) ? null : $"No {dimension} has the {alternate.Name} '{name}'.{Suggestions.For(name, known)}{Known(known)}";
    }

    private async Task<string?> MissingAsync(DimensionElement dimension, DataCoordinate dataId, CancellationToken cancellationToken)
    {
        var found = await butler.Registry.Records.FetchAsync(dimension, [dataId], cancellationToken).ConfigureAwait(false);
        if (found.Count > 0)
            return null;
        var others = new DataId(dimension.Required.Where(r => r != dimension).Select(r => KeyValuePair.Create(r.Name, dataId[r.Name].ToObject())));
        var known = new List<string>();
        var query = new DataIdQuery { Dimensions = [dimension.Name], DataId = others, Limit = LookedAt };
        await foreach (var record in butler.Queries.RecordsAsync(dimension.Name, query, cancellationToken).ConfigureAwait(false))
            known.Add(record.DataId[dimension.Name].ToString());
        var value = dataId[dimension.Name];
        var place = others.Count > 0 ? $" with {string.Join(", ", others.Select(o => $"{o.Key} = '{o.Value}'"))}" : "";
        return $"There is no {dimension} {(value.IsText ? $"'{value}'" : value.ToString())}{place}.{(value.IsText ? Suggestions.For(value.Text, known) : "")}{Known(known)}";
    }

    private static string Known(List<string> known)
    {
        if (known.Count == 0)
            return " There is none at all.";
        var sorted = known.TrueForAll(k => long.TryParse(k, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? known.OrderBy(k => long.Parse(k, CultureInfo.InvariantCulture)).ToList()
            : [.. known.Order(StringComparer.Ordinal)];
        return known.Count <= Named
            ? $" Known: {string.Join(", ", sorted)}."
            : string.Create(CultureInfo.InvariantCulture, $" {(known.Count == LookedAt ? "More than " : "")}{known.Count} are known, from {sorted[0]} to {sorted[^1]}.");
    }
}
