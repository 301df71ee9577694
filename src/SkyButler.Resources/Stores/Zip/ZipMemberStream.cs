using SkyButler.Resources.Checksums;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.Zip;

/// <summary>The content of a member, read forward; it must have the size and the checksum that the zip's directory says, no more and no less.</summary>
internal sealed class ZipMemberStream : CheckingStream
{
    private readonly ZipMember _member;
    private readonly string _name;
    private uint _checksum;

    public ZipMemberStream(Stream inner, ZipMember member, string name)
        : base(inner)
    {
        _member = member;
        _name = name;
    }

    /// <inheritdoc/>
    public override long Length => _member.Size;

    // Judged with the last byte rather than at the end of the stream, which not every reader asks for.
    /// <inheritdoc/>
    protected override void Check(ReadOnlySpan<byte> bytes)
    {
        if (Count > _member.Size || (bytes.Length == 0 && Count < _member.Size))
            throw new ResourceException($"The member {_name} is damaged: it has {(bytes.Length == 0 ? "fewer" : "more")} than the {_member.Size} bytes that the zip's directory says.");
        _checksum = Crc32.Append(_checksum, bytes);
        if (Count == _member.Size && bytes.Length > 0 && _checksum != _member.Checksum)
            throw new ResourceException($"The member {_name} is damaged: its content does not have the checksum that the zip's directory says.");
    }

    /// <inheritdoc/>
    protected override Exception Damaged(InvalidDataException error) => new ResourceException($"The member {_name} is damaged: {error.Message}", error);
}
