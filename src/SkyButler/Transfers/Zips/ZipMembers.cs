using System.Security.Cryptography;
using System.Text;
using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Transfers.Artifacts;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Zips;

/// <summary>The members of a zip that is made, any number, in the order of their datasets' identifiers.</summary>
internal sealed class ZipMembers(StoredFiles stored) : IAsyncDisposable
{
    private const int PrefixLength = 8;
    private readonly ArtifactSpool named = new(stored);

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The zip's name, which follows from theirs.</summary>
    public Guid Id { get; private set; }

    /// <summary>Gives files their names.</summary>
    public async Task NameAsync(ArtifactSpool files, CancellationToken cancellationToken)
    {
        var sorted = new ArtifactSpool(stored);
        await using var closingSorted = sorted.ConfigureAwait(false);
        await foreach (var file in files.ReadAsync(cancellationToken).ConfigureAwait(false))
            foreach (var id in file.Ids)
                await sorted.AddAsync(SpoolKey.Of(file.Ids[0].ToString(), file.Record.Component ?? "", file.Record.Path), NameOf(file.Record), file.Store, file.Record with { DatasetId = id }, cancellationToken).ConfigureAwait(false);
        var names = new SortedSpool();
        await using var closingNames = names.ConfigureAwait(false);
        // Datasets of one moment have the same first digits, and stand together.
        var (prefix, taken) = ("", new HashSet<string>(StringComparer.Ordinal));
        await foreach (var file in sorted.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var first = file.Ids[0].ToString();
            if (!first.StartsWith(prefix, StringComparison.Ordinal) || prefix.Length == 0)
                (prefix, taken) = (first[..PrefixLength], new(StringComparer.Ordinal));
            var name = taken.Add(file.Path) ? $"{prefix}-{file.Path}" : $"{first}-{file.Path}";
            foreach (var id in file.Ids)
                await named.AddAsync(SpoolKey.Of(first, file.Record.Component ?? "", file.Record.Path), name, file.Store, file.Record with { DatasetId = id }, cancellationToken).ConfigureAwait(false);
            await names.AddAsync(name, [], cancellationToken).ConfigureAwait(false);
            Count++;
        }

        Id = await HashAsync(names, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The files by their names in the zip.</summary>
    public IAsyncEnumerable<Artifact> ReadAsync(CancellationToken cancellationToken) => named.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => named.DisposeAsync();

    private static string NameOf(FileRecord record)
    {
        var (file, member) = StoredPath.Parse(record.Path);
        var path = member ?? (StoredPath.Parse(file).IsAbsolute ? ResourcePath.ParseStored(file).Key : file);
        return path[(path.LastIndexOf('/') + 1)..];
    }

    // A version 5 identifier of all names, sorted and with commas between them.
    private static async Task<Guid> HashAsync(SortedSpool names, CancellationToken cancellationToken)
    {
#pragma warning disable CA5350 // Identifiers of version 5 are defined by this hash.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(DatasetIds.NameSpace.ToByteArray(bigEndian: true));
        var isFirst = true;
        await foreach (var entry in names.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(isFirst ? entry.Key : "," + entry.Key));
            isFirst = false;
        }

        return DatasetIds.FromHash(hash.GetHashAndReset());
    }
}
