using System.Runtime.CompilerServices;
using System.Text.Json;
using SkyButler.Resources.Durability;

namespace SkyButler.Verification;

/// <summary>All that is wrong in a repository, any amount of it: beyond some hundreds it waits in a temporary file.</summary>
public sealed class DamageReport : IAsyncDisposable
{
    private const int MostInMemory = 1000;
    private readonly List<Damage> first = [];
    private readonly SortedDictionary<DamageKind, long> counts = [];
    private FileStream? file;
    private StreamWriter? writer;

    /// <summary>How many damages there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many there are of each kind.</summary>
    public IReadOnlyDictionary<DamageKind, long> Counts => counts;

    /// <summary>How many of them can be mended.</summary>
    public long RepairableCount { get; private set; }

    /// <summary>How many files have no recorded checksum, so that contents could not be compared.</summary>
    public long WithoutChecksum { get; internal set; }

    /// <summary>All of them, kind by kind as far as they were found so.</summary>
    public async IAsyncEnumerable<Damage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var damage in first)
            yield return damage;
        if (file is null)
            yield break;
        await writer!.FlushAsync(cancellationToken).ConfigureAwait(false);
        var end = file.Position;
        file.Position = 0;
        using var reader = new StreamReader(file, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            yield return JsonSerializer.Deserialize<Damage>(line)!;
        file.Position = end;
    }

    /// <summary>How many file records each datastore has, by its name.</summary>
    internal Dictionary<string, long> Recorded { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (writer is not null)
            await writer.DisposeAsync().ConfigureAwait(false);
        if (file is not null)
            await file.DisposeAsync().ConfigureAwait(false);
    }

    internal async Task AddAsync(Damage damage, CancellationToken cancellationToken)
    {
        Count++;
        counts[damage.Kind] = counts.GetValueOrDefault(damage.Kind) + 1;
        if (damage.Repair != RepairAction.None)
            RepairableCount++;
        if (first.Count < MostInMemory)
        {
            first.Add(damage);
            return;
        }

        if (writer is null)
        {
            file = TemporaryFile.Open();
            writer = new StreamWriter(file, leaveOpen: true);
        }

        await writer.WriteLineAsync(JsonSerializer.Serialize(damage).AsMemory(), cancellationToken).ConfigureAwait(false);
    }
}
