using Amazon.S3;

namespace SkyButler.Resources.Stores.S3;

/// <summary>
/// What an ETag tells of an object: the MD5 of its content where it was written in one part and is not encrypted with a key of a service; the
/// MD5 of its parts' MD5s with their number (<c>…-12</c>) where it was written in parts.
/// </summary>
internal static class S3Tag
{
    private const int Md5Digits = 32;

    /// <summary>An ETag without its quotes; null for none.</summary>
    public static string? Bare(string? tag) => tag?.Trim('"') is { Length: > 0 } bare ? bare : null;

    /// <summary>The MD5 of the content in lower-case digits, where an ETag is that.</summary>
    public static string? Md5(string? tag, ServerSideEncryptionMethod? encryption = null) =>
        IsPlain(encryption) && Bare(tag) is { Length: Md5Digits } bare && bare.All(char.IsAsciiHexDigit) ? bare.ToLowerInvariant() : null;

    /// <summary>Compares what the storage says that it received with what was sent.</summary>
    /// <exception cref="S3WrongChecksumException">They differ.</exception>
    public static void Check(byte[] md5, string? tag, ServerSideEncryptionMethod? encryption)
    {
        var sent = Convert.ToHexStringLower(md5);
        if (Md5(tag, encryption) is { } stored && stored != sent)
            throw new S3WrongChecksumException(sent, stored);
    }

    private static bool IsPlain(ServerSideEncryptionMethod? encryption) =>
        encryption is null || encryption == ServerSideEncryptionMethod.None || encryption == ServerSideEncryptionMethod.AES256;
}
