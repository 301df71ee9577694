namespace SkyButler.Resources.Checksums;

/// <summary>The CRC-32 of zip files (ISO 3309, polynomial 0xEDB88320 reflected), eight bytes at a time.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = MakeTables();

    /// <summary>Goes on from the checksum of what came before; 0 at the beginning.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~checksum;
        var tables = Tables.AsSpan();
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            crc ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = tables[(7 << 8) + (int)(crc & 0xFF)] ^ tables[(6 << 8) + (int)(crc >> 8 & 0xFF)] ^ tables[(5 << 8) + (int)(crc >> 16 & 0xFF)] ^ tables[(4 << 8) + (int)(crc >> 24)]
                ^ tables[(3 << 8) + bytes[4]] ^ tables[(2 << 8) + bytes[5]] ^ tables[(1 << 8) + bytes[6]] ^ tables[bytes[7]];
        }
        foreach (var value in bytes)
            crc = crc >> 8 ^ tables[(int)((crc ^ value) & 0xFF)];
        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[Slices << 8];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? value >> 1 ^ Polynomial : value >> 1;
            tables[i] = value;
        }
        for (var i = 256; i < tables.Length; i++)
            tables[i] = tables[i - 256] >> 8 ^ tables[tables[i - 256] & 0xFF];
        return tables;
    }
}
