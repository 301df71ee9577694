namespace SkyButler.Parquet.Encodings;

/// <summary>Decodes runs and packed numbers, as levels and positions in dictionaries are kept.</summary>
internal sealed class RunDecoder
{
    private readonly byte[] buffer;
    private readonly int end;
    private readonly int width;
    private int next;
    private int left;
    private bool isRun;
    private int value;

    // Of packed numbers: the first bit, and how many numbers of them are taken.
    private int packedStart;
    private int packedTaken;

    public RunDecoder(byte[] buffer, int start, int end, int width)
    {
        if (width is < 0 or > 32)
            throw new ParquetFormatException($"numbers of {width} bits cannot be");
        this.buffer = buffer;
        this.end = end;
        this.width = width;
        next = start;
    }

    /// <summary>Takes equal numbers, at most so many, if that is what comes next; 0 where packed numbers come.</summary>
    public int TakeRun(int most, out int number)
    {
        if (left == 0)
            NextRun();
        number = value;
        if (!isRun)
            return 0;
        var taken = Math.Min(most, left);
        left -= taken;
        return taken;
    }

    /// <summary>How many packed numbers can be taken now, after <see cref="TakeRun"/> gave none.</summary>
    public int PackedLeft => left;

    public void TakePacked(Span<int> target)
    {
        // Packed numbers begin at whole bytes every eight, from where on whole vectors can be taken.
        while (target.Length > 0)
        {
            var ahead = packedTaken & 7;
            var at = packedStart + (int)((long)(packedTaken - ahead) * width / 8);
            if (ahead == 0)
            {
                var count = target.Length;
                BitUnpacker.Unpack(Packed(at), width, target);
                Taken(count);
                return;
            }

            Span<int> eight = stackalloc int[8];
            var bytes = Packed(at);
            BitUnpacker.Unpack(bytes, width, eight[..Math.Min(8, ahead + left)]);
            var some = Math.Min(target.Length, 8 - ahead);
            eight.Slice(ahead, some).CopyTo(target);
            target = target[some..];
            Taken(some);
        }
    }

    /// <summary>Takes packed single bits.</summary>
    public void TakePackedBits(Span<byte> target)
    {
        var ahead = packedTaken & 7;
        if (ahead > 0)
        {
            var some = Math.Min(target.Length, 8 - ahead);
            for (var i = 0; i < some; i++)
                target[i] = (byte)((buffer[packedStart + (packedTaken >> 3)] >> (ahead + i)) & 1);
            target = target[some..];
            Taken(some);
        }

        BitUnpacker.UnpackBits(Packed(packedStart + (packedTaken >> 3)), target);
        Taken(target.Length);
    }

    /// <summary>Takes numbers, however they are kept.</summary>
    public void Take(Span<int> target)
    {
        while (target.Length > 0)
        {
            var taken = TakeRun(target.Length, out var number);
            if (taken > 0)
            {
                target[..taken].Fill(number);
            }
            else
            {
                taken = Math.Min(left, target.Length);
                TakePacked(target[..taken]);
            }

            target = target[taken..];
        }
    }

    private ReadOnlySpan<byte> Packed(int at) => buffer.AsSpan(at, Math.Max(0, end - at));

    private void Taken(int count)
    {
        packedTaken += count;
        left -= count;
    }

    private void NextRun()
    {
        do
        {
            var header = ReadHeader();
            isRun = (header & 1) == 0;
            if (isRun)
                StartRun(header >> 1);
            else
                StartPacked(header >> 1);
        }
        while (left == 0);
    }

    private void StartRun(uint count)
    {
        var bytes = (width + 7) / 8;
        if (end - next < bytes)
            throw new ParquetFormatException("a run of equal numbers ends too early");
        left = (int)Math.Min(count, int.MaxValue);
        value = 0;
        for (var i = 0; i < bytes; i++)
            value |= buffer[next++] << (8 * i);
    }

    private void StartPacked(uint groups)
    {
        // Some writers leave out what the last group doesn't need; how much is there shows when it is taken.
        var bytes = (long)groups * width;
        left = (int)Math.Min((long)groups * 8, int.MaxValue);
        packedStart = next;
        packedTaken = 0;
        next = (int)Math.Min(end, next + bytes);
    }

    private uint ReadHeader()
    {
        ulong header = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (next >= end)
                throw new ParquetFormatException("runs end before all numbers are taken");
            var part = buffer[next++];
            header |= (ulong)(part & 127) << shift;
            if (part < 128)
                return (uint)header;
        }

        throw new ParquetFormatException("the length of a run has more than five bytes");
    }
}
