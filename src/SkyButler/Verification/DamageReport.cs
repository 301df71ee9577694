using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SkyButler.Transfers.Spools;

namespace SkyButler.Verification;

/// <summary>All that is wrong in a repository, any amount of it, by kind and subject: beyond some thousands it waits in a temporary file.</summary>
public sealed class DamageReport : IAsyncDisposable
{
    private readonly SortedSpool spool = new();
    private readonly SortedDictionary<DamageKind, long> counts = [];

    /// <summary>How many damages there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many there are of each kind.</summary>
    public IReadOnlyDictionary<DamageKind, long> Counts => counts;

    /// <summary>How many of them can be mended.</summary>
    public long RepairableCount { get; private set; }

    /// <summary>How many files have no recorded checksum, so that contents could not be compared.</summary>
    public long WithoutChecksum { get; internal set; }

    /// <summary>All of them, kind by kind and by subject, in the same order each time.</summary>
    public async IAsyncEnumerable<Damage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in spool.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return JsonSerializer.Deserialize<Damage>(entry.Content)!;
    }

    /// <summary>How many file records each datastore has, by its name.</summary>
    internal Dictionary<string, long> Recorded { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => spool.DisposeAsync();

    internal async Task AddAsync(Damage damage, CancellationToken cancellationToken)
    {
        Count++;
        counts[damage.Kind] = counts.GetValueOrDefault(damage.Kind) + 1;
        if (damage.Repair != RepairAction.None)
            RepairableCount++;
        var key = string.Join('\0', ((int)damage.Kind).ToString("d2", CultureInfo.InvariantCulture), damage.Subject, damage.Datastore, damage.DatasetId?.ToString(), damage.Detail);
        await spool.AddAsync(key, JsonSerializer.SerializeToUtf8Bytes(damage), cancellationToken).ConfigureAwait(false);
    }
}
