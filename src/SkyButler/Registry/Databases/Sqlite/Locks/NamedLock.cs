using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SkyButler.Registry.Databases.Sqlite.Locks;

/// <summary>
/// A lock by a name, which all clients of a database have: one byte of a file beside it, at a place that follows from the name, so that any number of
/// names needs one empty file.
/// </summary>
internal sealed class NamedLock : IAsyncDisposable
{
    private readonly LockFile file;

    private NamedLock(LockFile file) => this.file = file;

    /// <summary>Takes the lock; null where somebody has it.</summary>
    public static IAsyncDisposable? TryTake(string database, string name)
    {
        var file = LockFile.Open(WriterTurns.PathOf(database, WriterTurns.Names), database);
        if (file.TryLockByte(PlaceOf(name)))
            return new NamedLock(file);
        file.Dispose();
        return null;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return default;
    }

    // Two names have the same place once in an eternity.
    private static long PlaceOf(string name) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) & (long.MaxValue >> 1);
}
