using System.Runtime.CompilerServices;
using SkyButler.Resources.Durability;

namespace SkyButler.CommandLine.Output.Spools;

/// <summary>Rows in a temporary file, in the order in which they came. The file goes when it is closed.</summary>
internal sealed class RowFile : IAsyncDisposable
{
    private const int BlockSize = 1 << 15;
    private readonly FileStream file = TemporaryFile.Open(bufferSize: 0);
    private readonly MemoryStream block = new(BlockSize);
    private readonly BinaryWriter writer;

    public RowFile() => writer = new BinaryWriter(block);

    /// <summary>Adds a row.</summary>
    public async ValueTask AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        RowCells.Write(writer, row);
        if (block.Length >= BlockSize)
            await FlushAsync(cancellationToken);
    }

    /// <summary>All rows; none may be added afterwards.</summary>
    public async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        file.Position = 0;
        var length = new byte[sizeof(int)];
        object?[]? previous = null;
        while (await file.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellationToken) == length.Length)
        {
            var bytes = new byte[BitConverter.ToInt32(length)];
            await file.ReadExactlyAsync(bytes, cancellationToken);
            using var content = new MemoryStream(bytes);
            using var reader = new BinaryReader(content);
            while (content.Position < content.Length)
                yield return previous = RowCells.Read(reader, previous);
        }
    }

    /// <summary>Writes what is in memory.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (block.Length == 0)
            return;
        await file.WriteAsync(BitConverter.GetBytes((int)block.Length), cancellationToken);
        await file.WriteAsync(block.GetBuffer().AsMemory(0, (int)block.Length), cancellationToken);
        block.SetLength(0);
    }

    /// <summary>Lets go of the memory for writing, after the last row.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        block.Capacity = 0;
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await file.DisposeAsync();
    }
}
