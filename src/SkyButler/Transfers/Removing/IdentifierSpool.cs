using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkyButler.Resources.Durability;

namespace SkyButler.Transfers.Removing;

/// <summary>Any number of identifiers, kept in the order in which they came: some in memory, the rest in a temporary file.</summary>
internal sealed class IdentifierSpool(int capacity) : IAsyncDisposable
{
    private readonly List<Guid> recent = [];
    private FileStream? file;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    public async ValueTask AddAsync(Guid id, CancellationToken cancellationToken)
    {
        if (recent.Count == capacity)
            await SpillAsync(cancellationToken).ConfigureAwait(false);
        recent.Add(id);
        Count++;
    }

    /// <summary>All of them, so many at a time; nothing may be added meanwhile.</summary>
    public async IAsyncEnumerable<Guid[]> ChunksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            file.Position = 0;
            var chunk = new Guid[capacity];
            var bytes = new byte[capacity * Unsafe.SizeOf<Guid>()];
            for (var left = Count - recent.Count; left > 0; left -= capacity)
            {
                await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
                MemoryMarshal.Cast<byte, Guid>(bytes).CopyTo(chunk);
                yield return chunk;
            }
        }

        if (recent.Count > 0)
            yield return [.. recent];
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask SpillAsync(CancellationToken cancellationToken)
    {
        file ??= TemporaryFile.Open();
        await file.WriteAsync(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(recent)).ToArray(), cancellationToken).ConfigureAwait(false);
        recent.Clear();
    }
}
