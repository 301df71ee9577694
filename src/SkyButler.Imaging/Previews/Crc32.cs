namespace SkyButler.Imaging.Previews;

/// <summary>The checksum of PNG chunks (ISO 3309).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint entry = n;
            for (int bit = 0; bit < 8; bit++)
                entry = (entry & 1) != 0 ? 0xedb88320u ^ (entry >> 1) : entry >> 1;
            table[n] = entry;
        }

        return table;
    }
}
