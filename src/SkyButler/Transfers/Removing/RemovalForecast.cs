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
        if (await WhyNotKeptAsync(datastore, keeping, count, cancellationToken).ConfigureAwait(false) is { } reason)
            return reason;
        var bins = await Bins.OfAsync(datastore, cancellationToken).ConfigureAwait(false);
        await bins.RequireWritableAsync(cancellationToken).ConfigureAwait(false);
        return await LogProbe.WhyNotAsync(registry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why what it takes is not kept; null where it is, as far as can be told.</summary>
    public static async Task<string?> WhyNotKeptAsync(Datastore datastore, RemovalKeeping keeping, long count, CancellationToken cancellationToken)
    {
        if (keeping != RemovalKeeping.Kept)
            return "it was asked to be removed for good";
        if (!datastore.BinSettings.IsOn)
            return "the bin is switched off (skybutler.undo in butler.yaml)";
        if (!datastore.FileStores.Any())
            return "the datastore keeps no files";
        foreach (var store in datastore.FileStores)
            if (await store.FindBinAsync(cancellationToken).ConfigureAwait(false) is null)
                return $"the datastore '{store.Name}' is on a web server that does not speak WebDAV, and such have no bin";
        return count > datastore.BinSettings.Datasets ? $"{count} datasets are more than the bin takes ({datastore.BinSettings.Datasets} by skybutler.undo)" : null;
    }
}
