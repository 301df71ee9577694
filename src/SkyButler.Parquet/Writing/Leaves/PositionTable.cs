using System.Runtime.CompilerServices;

namespace SkyButler.Parquet.Writing.Leaves;

/// <summary>A hash table from hashes to positions; who uses it compares the values.</summary>
internal sealed class PositionTable
{
    private const int FirstSize = 1024;
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;
    private int[] slots = new int[FirstSize];
    private uint[] hashes = new uint[FirstSize];

    public int Count { get; private set; }

    public int Mask => slots.Length - 1;

    /// <summary>The position in a slot; -1 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int At(int slot) => slots[slot] - 1;

    /// <summary>Adds the next position in a free slot.</summary>
    public int Add(int slot, uint hash)
    {
        slots[slot] = ++Count;
        hashes[slot] = hash;
        if (Count * 2 > slots.Length)
            Grow();
        return Count - 1;
    }

    public void Clear()
    {
        Count = 0;
        slots = new int[FirstSize];
        hashes = new uint[FirstSize];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(ulong bits) => (uint)((bits * 0x9E3779B97F4A7C15 ^ (bits >> 29)) * Seed >> 32);

    public static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            hash = Mix(hash ^ BitConverter.ToUInt64(bytes));
        ulong rest = 0;
        foreach (var b in bytes)
            rest = (rest << 8) | b;
        return (uint)(Mix(hash ^ rest) >> 32);
    }

    private static ulong Mix(ulong word)
    {
        word *= 0x9E3779B97F4A7C15;
        return (word ^ (word >> 32)) * Seed;
    }

    private void Grow()
    {
        var (oldSlots, oldHashes) = (slots, hashes);
        slots = new int[oldSlots.Length * 2];
        hashes = new uint[slots.Length];
        for (var i = 0; i < oldSlots.Length; i++)
        {
            if (oldSlots[i] == 0)
                continue;
            var slot = (int)oldHashes[i] & Mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & Mask;
            (slots[slot], hashes[slot]) = (oldSlots[i], oldHashes[i]);
        }
    }
}
