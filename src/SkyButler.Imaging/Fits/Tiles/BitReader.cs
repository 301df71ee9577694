using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>Reads bits, most significant first, and never beyond the end.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _window;
    private int _available;
    private int _next;

    /// <summary>The next up to 32 bits as a number.</summary>
    /// <exception cref="EndOfStreamException">Fewer are left.</exception>
    public uint Read(int count)
    {
        if (count == 0)
            return 0;
        if (_available < count)
            Refill();
        if (_available < count)
            throw new EndOfStreamException();
        uint value = (uint)(_window >> (64 - count));
        _window <<= count;
        _available -= count;
        return value;
    }

    /// <summary>How many 0 bits stand before the next 1 bit; that one is passed over too.</summary>
    /// <exception cref="EndOfStreamException">There is no 1 bit any more.</exception>
    public int CountZeros()
    {
        int zeros = 0;
        while (true)
        {
            int leading = BitOperations.LeadingZeroCount(_window);
            if (leading < _available)
            {
                _window = leading == 63 ? 0 : _window << (leading + 1);
                _available -= leading + 1;
                return zeros + leading;
            }

            zeros += _available;
            _window = 0;
            _available = 0;
            if (_next == _bytes.Length)
                throw new EndOfStreamException();
            Refill();
        }
    }

    /// <summary>A number of Rice's code: how many 0 bits stand before the next 1 bit, and behind that so many low bits (up to 25).</summary>
    /// <exception cref="EndOfStreamException">They are not all there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadRice(int low)
    {
        if (_available < 32)
            Refill();
        int leading = BitOperations.LeadingZeroCount(_window), length = leading + 1 + low;
        if (length > _available)
            return ((uint)CountZeros() << low) | Read(low);
        ulong rest = _window << leading << 1;
        _window = rest << low;
        _available -= length;
        // Shifting by all 64 bits would shift by none.
        return ((uint)leading << low) | (uint)(rest >> 1 >> (63 - low));
    }

    // Bits beyond the last whole byte that is counted may be in the window already; they come again as they are.
    private void Refill()
    {
        if (_next + sizeof(ulong) <= _bytes.Length)
        {
            _window |= BinaryPrimitives.ReadUInt64BigEndian(_bytes[_next..]) >> _available;
            int whole = (63 - _available) >> 3;
            _next += whole;
            _available += 8 * whole;
            return;
        }

        while (_available <= 56 && _next < _bytes.Length)
        {
            _window |= (ulong)_bytes[_next++] << (56 - _available);
            _available += 8;
        }
    }
}
