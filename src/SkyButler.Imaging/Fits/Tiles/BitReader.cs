using System.Numerics;

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

    private void Refill()
    {
        while (_available <= 56 && _next < _bytes.Length)
        {
            _window |= (ulong)_bytes[_next++] << (56 - _available);
            _available += 8;
        }
    }
}
