using SkyButler.Datastores;
using SkyButler.Datastores.Bin;
using SkyButler.Registry;
using SkyButler.Registry.Log;

namespace SkyButler.Transfers.Removing;

/// <summary>Says of a removal before it begins whether it can be taken back.</summary>
internal static class RemovalForecast
{
    /// <summary>Why it can't, by a look at everything that it needs; null where it can, unless its files turn out to be too many bytes.</summary>
    /// <exception cref="BinException">The bin can't be written: nothing would be removed.</exception>
    public static async Task<string?> FindAsync(SqlRegistry registry, Datastore datastore, RemovalKeeping keeping, long count, CancellationToken cancellationToken)
    {
        if (WhyNotKept(datastore, keeping, count) is { } reason)
            return reason;
        Bins.Of(datastore).RequireWritable();
        return await LogProbe.WhyNotAsync(registry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why what it takes is not kept; null where it is, as far as can be told.</summary>
    public static string? WhyNotKept(Datastore datastore, RemovalKeeping keeping, long count) => datastore switch
    {
        _ when keeping != RemovalKeeping.Kept => "it was asked to be removed for good",
        _ when !datastore.BinSettings.IsOn => "the bin is switched off (skybutler.undo in butler.yaml)",
        _ when !datastore.FileStores.Any() => "the datastore keeps no files",
        _ when datastore.FileStores.FirstOrDefault(s => s.BinFolder is null) is { } remote => $"the datastore '{remote.Name}' is not on a local disk, and only those have a bin",
        _ when count > datastore.BinSettings.Datasets => $"{count} datasets are more than the bin takes ({datastore.BinSettings.Datasets} by skybutler.undo)",
        _ => null,
    };
}
