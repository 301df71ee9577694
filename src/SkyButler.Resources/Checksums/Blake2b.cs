using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SkyButler.Resources.Checksums;

/// <summary>
/// The BLAKE2b hash (RFC 7693) with a digest of 1 to 64 bytes. A four-by-four state is worked on as four vectors, a whole row at a time.
/// </summary>
public sealed class Blake2b
{
    /// <summary>The size of the longest digest, in bytes; that of file checksums.</summary>
    public const int LongestDigest = 64;

    private const int BlockSize = 128;
    private const int Rounds = 12;

    private static readonly ulong[] Initial =
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    // The order in which the ten schedules of RFC 7693 section 2.7 take the words of a block.
    private static ReadOnlySpan<byte> Schedule =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    private readonly byte[] _buffer = new byte[BlockSize];
    private readonly int _digestLength;
    private Vector256<ulong> _low;
    private Vector256<ulong> _high;
    private int _buffered;
    private ulong _hashed;

    /// <summary>Begins a hash.</summary>
    /// <param name="digestLength">The size of the digest, 1 to 64 bytes.</param>
    /// <param name="key">A key of at most 64 bytes, for a keyed hash; usually none.</param>
    public Blake2b(int digestLength = LongestDigest, ReadOnlySpan<byte> key = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digestLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digestLength, LongestDigest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, LongestDigest);
        _digestLength = digestLength;
        var parameters = 0x01010000UL | ((ulong)key.Length << 8) | (uint)digestLength;
        _low = Vector256.Create(Initial, 0) ^ Vector256.Create(parameters, 0UL, 0UL, 0UL);
        _high = Vector256.Create(Initial, 4);
        if (key.IsEmpty)
            return;
        key.CopyTo(_buffer);
        _buffered = BlockSize;
    }

    /// <summary>The digest of some bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> content, int digestLength = LongestDigest)
    {
        var hash = new Blake2b(digestLength);
        hash.Append(content);
        return hash.Finish();
    }

    /// <summary>Takes in more bytes.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            // The last block is hashed differently, so a full buffer waits until it is known not to be the last.
            if (_buffered == BlockSize)
                TakeBuffer();
            while (_buffered == 0 && content.Length > BlockSize)
            {
                _hashed += BlockSize;
                Compress(content[..BlockSize], isLast: false);
                content = content[BlockSize..];
            }
            var taken = Math.Min(BlockSize - _buffered, content.Length);
            content[..taken].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += taken;
            content = content[taken..];
        }
    }

    /// <summary>The digest of everything taken in. The object can't be used after.</summary>
    public byte[] Finish()
    {
        _hashed += (ulong)_buffered;
        _buffer.AsSpan(_buffered).Clear();
        Compress(_buffer, isLast: true);
        Span<byte> digest = stackalloc byte[LongestDigest];
        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(8 * i)..], _low[i]);
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(32 + (8 * i))..], _high[i]);
        }
        return digest[.._digestLength].ToArray();
    }

    private void TakeBuffer()
    {
        _hashed += BlockSize;
        Compress(_buffer, isLast: false);
        _buffered = 0;
    }

    private void Compress(ReadOnlySpan<byte> block, bool isLast)
    {
        Span<ulong> words = stackalloc ulong[16];
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
        var (a, b, c) = (_low, _high, Vector256.Create(Initial, 0));
        var d = Vector256.Create(Initial, 4) ^ Vector256.Create(_hashed, 0UL, isLast ? ulong.MaxValue : 0UL, 0UL);
        for (var round = 0; round < Rounds; round++)
        {
            var order = Schedule.Slice(16 * (round % 10), 16);
            Mix(ref a, ref b, ref c, ref d, words, order);
            // The diagonals are mixed as columns after turning the rows.
            b = Vector256.Shuffle(b, Vector256.Create(1UL, 2UL, 3UL, 0UL));
            c = Vector256.Shuffle(c, Vector256.Create(2UL, 3UL, 0UL, 1UL));
            d = Vector256.Shuffle(d, Vector256.Create(3UL, 0UL, 1UL, 2UL));
            Mix(ref a, ref b, ref c, ref d, words, order[8..]);
            b = Vector256.Shuffle(b, Vector256.Create(3UL, 0UL, 1UL, 2UL));
            c = Vector256.Shuffle(c, Vector256.Create(2UL, 3UL, 0UL, 1UL));
            d = Vector256.Shuffle(d, Vector256.Create(1UL, 2UL, 3UL, 0UL));
        }
        _low ^= a ^ c;
        _high ^= b ^ d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d,
        ReadOnlySpan<ulong> words, ReadOnlySpan<byte> order)
    {
        a += b + Vector256.Create(words[order[0]], words[order[2]], words[order[4]], words[order[6]]);
        d = RotateRight(d ^ a, 32);
        c += d;
        b = RotateRight(b ^ c, 24);
        a += b + Vector256.Create(words[order[1]], words[order[3]], words[order[5]], words[order[7]]);
        d = RotateRight(d ^ a, 16);
        c += d;
        b = RotateRight(b ^ c, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight(Vector256<ulong> value, int bits) => (value >>> bits) | (value << (64 - bits));
}
