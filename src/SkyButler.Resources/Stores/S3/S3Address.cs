using System.Text;

namespace SkyButler.Resources.Stores.S3;

/// <summary>An object's place as S3 knows it.</summary>
/// <param name="Profile">Whose credentials and endpoint are used; empty for the usual ones.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key; empty for the bucket itself.</param>
internal readonly record struct S3Address(string Profile, string Bucket, string Key)
{
    private const int LongestKey = 1024;

    /// <summary>Reads <c>s3://bucket/key</c> or <c>s3://profile@bucket/key</c>.</summary>
    /// <exception cref="ResourceException">There is no bucket, or no such key can be sent.</exception>
    public static S3Address Of(ResourcePath path)
    {
        var at = path.Authority.IndexOf('@', StringComparison.Ordinal);
        var profile = at < 0 ? "" : path.Authority[..at];
        var bucket = path.Authority[(at + 1)..];
        if (bucket.Length is 0 or > 255 || bucket.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_')))
            throw Refused(path, $"'{bucket}' is no name of a bucket; write s3://bucket/key, or s3://profile@bucket/key");
        if (profile.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_')))
            throw Refused(path, $"'{profile}' is no name of a profile");
        var key = path.Key;
        if (Encoding.UTF8.GetByteCount(key) > LongestKey)
            throw Refused(path, $"its key is longer than {LongestKey} bytes");
        // A client or server on the way would take them for steps and reach another object.
        foreach (var part in key.AsSpan().Split('/'))
        {
            if (key.AsSpan()[part] is "." or "..")
                throw Refused(path, "its key holds '.' or '..' as a name");
        }
        return new(profile, bucket, key);
    }

    /// <summary>The path of another key of this bucket.</summary>
    public ResourcePath PathOf(string key) =>
        new("s3", Profile.Length == 0 ? Bucket : $"{Profile}@{Bucket}", "/" + PercentEncoding.Quote(key), "", "");

    private static ResourceException Refused(ResourcePath path, string reason) => new($"The path {path.DisplayName} was refused: {reason}.");
}
