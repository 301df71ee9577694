using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Native;

/// <summary>Handles of a native library that are costly to make and serve one call at a time. Only some are kept while nobody needs them.</summary>
internal sealed class HandlePool<T>(Func<T> make, int mostIdle)
    where T : SafeHandle
{
    private readonly ConcurrentStack<T> idle = new();

    /// <summary>Lends a handle until the lease is disposed of.</summary>
    /// <exception cref="ParquetException">The library makes no more.</exception>
    public Lease Take()
    {
        if (idle.TryPop(out var handle))
            return new(this, handle);
        handle = make();
        return !handle.IsInvalid ? new(this, handle) : throw new ParquetException($"There is no memory for a {typeof(T).Name}; read or write fewer columns at once");
    }

    private void Return(T handle)
    {
        if (idle.Count < mostIdle)
            idle.Push(handle);
        else
            handle.Dispose();
    }

    /// <summary>A handle as long as somebody has it.</summary>
    internal readonly struct Lease(HandlePool<T> pool, T handle) : IDisposable
    {
        public T Handle => handle;

        public void Dispose() => pool.Return(handle);
    }
}
