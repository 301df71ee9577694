using BenchmarkDotNet.Attributes;
using SkyButler.Resources.Checksums;

namespace SkyButler.Benchmarks.Micro;

/// <summary>BLAKE2b over a mebibyte, and over a name.</summary>
[Config(typeof(MicroSettings))]
public class ChecksumBenchmarks
{
    private readonly byte[] mebibyte = new byte[1 << 20];
    private readonly byte[] name = "fkey_dataset_tags_00000001_collection_summary_instrument"u8.ToArray();

    /// <summary>A long input.</summary>
    [Benchmark]
    public byte[] Mebibyte() => Blake2b.Hash(mebibyte);

    /// <summary>A short input.</summary>
    [Benchmark]
    public byte[] Name() => Blake2b.Hash(name, 4);
}
