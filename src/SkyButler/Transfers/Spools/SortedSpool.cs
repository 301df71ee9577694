using System.Runtime.CompilerServices;

namespace SkyButler.Transfers.Spools;

/// <summary>
/// Any number of entries, given in any order and read in that of their keys (by code unit), each once: some in memory, the rest in sorted
/// pieces of a temporary file that are merged when they are read.
/// </summary>
internal sealed class SortedSpool : IAsyncDisposable
{
    private const int UsualCapacity = 8 << 20;

    // What an entry takes besides its characters and bytes.
    private const int Overhead = 80;

    private readonly int capacity;
    private readonly List<SpoolEntry> recent = [];
    private readonly List<(long Begin, long End)> pieces = [];
    private SpoolFile? file;
    private long size;

    /// <summary>Makes an empty one.</summary>
    /// <param name="capacity">How many bytes may be in memory.</param>
    public SortedSpool(int capacity = UsualCapacity) => this.capacity = capacity;

    /// <summary>How many were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an entry.</summary>
    public async ValueTask AddAsync(string key, byte[] content, CancellationToken cancellationToken)
    {
        recent.Add(new(key, content));
        Count++;
        size += (key.Length * sizeof(char)) + content.Length + Overhead;
        if (size >= capacity)
            await SpillAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All entries in order; nothing may be added any more. May be asked for again.</summary>
    public async IAsyncEnumerable<SpoolEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        recent.Sort();
        var sources = new List<IAsyncEnumerator<SpoolEntry>> { recent.ToAsyncEnumerable().GetAsyncEnumerator(cancellationToken) };
        sources.AddRange(pieces.Select(p => file!.ReadAsync(p.Begin, p.End, cancellationToken).GetAsyncEnumerator(cancellationToken)));
        try
        {
            var heads = new PriorityQueue<IAsyncEnumerator<SpoolEntry>, SpoolEntry>();
            foreach (var source in sources)
                if (await source.MoveNextAsync().ConfigureAwait(false))
                    heads.Enqueue(source, source.Current);
            SpoolEntry? last = null;
            while (heads.TryDequeue(out var source, out var entry))
            {
                if (last is not { } before || before.CompareTo(entry) != 0)
                    yield return entry;
                last = entry;
                if (await source.MoveNextAsync().ConfigureAwait(false))
                    heads.Enqueue(source, source.Current);
            }
        }
        finally
        {
            foreach (var source in sources)
                await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask SpillAsync(CancellationToken cancellationToken)
    {
        recent.Sort();
        file ??= new();
        pieces.Add(await file.AppendAsync(recent, cancellationToken).ConfigureAwait(false));
        recent.Clear();
        size = 0;
    }
}
