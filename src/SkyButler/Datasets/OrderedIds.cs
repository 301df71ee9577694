using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SkyButler.Datasets;

/// <summary>
/// Version 7 UUIDs in rising order (RFC 9562 §5.7, with the counter of §6.2, method 1): rows that are inserted in the order of their keys are put at the
/// ends of a database's indexes instead of all over them.
/// </summary>
internal sealed class OrderedIds(TimeProvider clock)
{
    private const int CounterBits = 26;
    private const int LowBits = 14;
    private const int Randoms = 512;
    private const int RandomBytes = 6;
    private readonly Lock gate = new();
    private readonly byte[] randoms = new byte[Randoms * RandomBytes];
    private int usedRandoms = Randoms;
    private long milliseconds;
    private int counter;

    /// <summary>The next identifier.</summary>
    public Guid Next()
    {
        Span<byte> id = stackalloc byte[16];
        lock (gate)
        {
            Count(clock.GetUtcNow().ToUnixTimeMilliseconds());
            BinaryPrimitives.WriteInt64BigEndian(id, milliseconds << 16);
            BinaryPrimitives.WriteUInt16BigEndian(id[6..], (ushort)(0x7000 | (counter >> LowBits)));
            BinaryPrimitives.WriteUInt16BigEndian(id[8..], (ushort)(0x8000 | (counter & ((1 << LowBits) - 1))));
            Random().CopyTo(id[10..]);
        }

        return new Guid(id, bigEndian: true);
    }

    // A clock that stands or goes back leaves the time as it was; a counter that is full goes on in the next millisecond.
    private void Count(long now)
    {
        if (now > milliseconds)
        {
            milliseconds = now;
            // Half of the range is left for counting on.
            counter = RandomNumberGenerator.GetInt32(1 << (CounterBits - 1));
        }
        else if (++counter == 1 << CounterBits)
        {
            milliseconds++;
            counter = 0;
        }
    }

    // Asked from the system many at a time, which costs as much as one.
    private ReadOnlySpan<byte> Random()
    {
        if (usedRandoms == Randoms)
        {
            RandomNumberGenerator.Fill(randoms);
            usedRandoms = 0;
        }

        return randoms.AsSpan(usedRandoms++ * RandomBytes, RandomBytes);
    }
}
