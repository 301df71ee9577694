using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores.S3;

/// <summary>Sizes and numbers of the S3 store; tests make them small.</summary>
internal sealed record S3Options
{
    private const long MiB = 1 << 20;

    /// <summary>Bytes of one part of a large upload or download; at least 5 MiB for uploads.</summary>
    public long PartSize { get; init; } = 16 * MiB;

    /// <summary>The largest object that is written in one request.</summary>
    public long LargestSinglePut { get; init; } = 32 * MiB;

    /// <summary>The largest object that is copied on the server in one request; S3 allows 5 GiB.</summary>
    public long LargestSingleCopy { get; init; } = 5L * 1024 * MiB;

    /// <summary>Bytes of one part of a large copy on the server.</summary>
    public long CopyPartSize { get; init; } = 512 * MiB;

    /// <summary>Objects that are written at a time; null for as many as usual.</summary>
    public int? FilesAtATime { get; init; }

    /// <summary>Parts of one object that travel at a time.</summary>
    public int PartsAtATime { get; init; } = 4;

    /// <summary>Parts that may be in memory at a time, of all objects together.</summary>
    public int BufferedParts { get; init; } = 8;

    /// <summary>Requests that look at, or remove, many objects at a time.</summary>
    public int RequestsAtATime { get; init; } = 32;

    /// <summary>How long a connection may bring nothing.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The numbers for so many files at a time; looking takes so little of a server that more is done of it.</summary>
    public static S3Options Of(int? threads) => threads is not { } files
        ? new()
        : new() { FilesAtATime = files, PartsAtATime = Math.Clamp(files, 1, new S3Options().PartsAtATime), RequestsAtATime = TransferThreads.Looks(files) };

    /// <summary>The part size with which an object of a size has at most the 10,000 parts that S3 allows.</summary>
    public long PartSizeOf(long size) => Math.Max(PartSize, (size / 9_900 + MiB - 1) / MiB * MiB);
}
