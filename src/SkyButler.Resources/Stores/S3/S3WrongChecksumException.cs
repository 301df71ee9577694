namespace SkyButler.Resources.Stores.S3;

/// <summary>The storage says that it holds something else than was sent to it.</summary>
internal sealed class S3WrongChecksumException : Exception
{
    public S3WrongChecksumException(string sent, string stored) : base($"the storage answered the checksum {stored} to content with {sent}")
    {
    }
}
