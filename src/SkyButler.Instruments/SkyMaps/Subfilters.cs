using SkyButler.Dimensions.Records;
using SkyButler.Registry.Records;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>Subfilters: parts of a band, by number.</summary>
public static class Subfilters
{
    private const int MostSubfilters = 10_000;

    /// <summary>Registers subfilters 0 up to a number for each of some bands; those that are there are left alone.</summary>
    /// <exception cref="SkyMapException">The number is too large.</exception>
    /// <exception cref="Dimensions.DataIds.DataIdValueException">No filter has one of the bands.</exception>
    public static Task RegisterAsync(Butler butler, int count, IReadOnlyList<string> bands, CancellationToken cancellationToken)
    {
        if (count > MostSubfilters)
            throw new SkyMapException($"A band has at most {MostSubfilters} subfilters, not {count}.");
        var element = butler.Universe["subfilter"];
        IReadOnlyList<DimensionRecord> records =
        [
            .. from band in bands.Distinct(StringComparer.Ordinal)
               from id in Enumerable.Range(0, count)
               select DimensionRecord.Create(element, new Dictionary<string, object?>(StringComparer.Ordinal) { ["band"] = band, ["id"] = id }),
        ];
        return butler.Registry.TransactAsync(
            token => butler.Registry.Records.InsertAsync(element, records, RecordInsertMode.SkipExisting, token), cancellationToken);
    }
}
