using System.Buffers.Binary;

namespace SkyButler.Resources.Durability;

/// <summary>What the operating system says of a path in one call.</summary>
/// <param name="IsFolder">It is a folder.</param>
/// <param name="IsSpecial">It is a pipe, a socket or a device.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Modified">When its content was last written (UTC).</param>
/// <param name="Owner">The number of the user to whom it belongs.</param>
internal readonly record struct FileFacts(bool IsFolder, bool IsSpecial, long Size, DateTimeOffset Modified, uint Owner)
{
    private const int Kind = 0xF000;
    private const int Folder = 0x4000;
    private const int Regular = 0x8000;
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Reads a <c>struct statx</c>, whose layout is the same on every architecture.</summary>
    public static FileFacts OfStatx(ReadOnlySpan<byte> status)
    {
        var kind = BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) & Kind;
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(status[112..]);
        var nanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(status[120..]);
        // A damaged file system may name a time that no calendar has.
        var modified = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, Earliest, Latest - 1)).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
        var owner = BinaryPrimitives.ReadUInt32LittleEndian(status[20..]);
        return new(kind == Folder, kind is not (Folder or Regular), BinaryPrimitives.ReadInt64LittleEndian(status[40..]), modified, owner);
    }
}
