namespace SkyButler.Resources.Stores.Zip;

/// <summary>What a zip's directory says of a member.</summary>
/// <param name="Header">Where in the file its header begins.</param>
/// <param name="CompressedSize">How many bytes of the file its content takes.</param>
/// <param name="Size">How many bytes its content has.</param>
/// <param name="Checksum">The CRC-32 of its content.</param>
/// <param name="Method">How it is compressed: 0 not at all, 8 deflate.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
/// <param name="IsSymbolicLink">Whether it was one on the system that packed it.</param>
internal readonly record struct ZipMember(long Header, long CompressedSize, long Size, uint Checksum, ushort Method, bool IsEncrypted, bool IsSymbolicLink);
