using System.Security.Cryptography;
using System.Text;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Datasets;

/// <summary>Makes dataset identifiers (RFC 9562), the repeatable ones the same as the original makes.</summary>
public sealed class DatasetIds
{
    private static readonly Guid Namespace = new("840b31d9-05cd-5161-b2c8-00d32b280d0f");
    private readonly OrderedIds unique;

    /// <summary>Makes a source of identifiers over a clock.</summary>
    public DatasetIds(TimeProvider? clock = null) => unique = new(clock ?? TimeProvider.System);

    /// <summary>A new identifier that no other has; each is greater than those made before it here.</summary>
    public Guid MakeUnique() => unique.Next();

    /// <summary>The identifier of a new dataset.</summary>
    public Guid Make(DatasetIdMode mode, string datasetType, string run, DataCoordinate dataId) => mode switch
    {
        DatasetIdMode.Unique => MakeUnique(),
        DatasetIdMode.DataIdType => FromName(Namespace, HashedText(datasetType, null, dataId)),
        DatasetIdMode.DataIdTypeRun => FromName(Namespace, HashedText(datasetType, run, dataId)),
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    /// <summary>A version 5 identifier of a name in a name space (RFC 9562 §5.5).</summary>
    public static Guid FromName(Guid nameSpace, string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var input = new byte[16 + text.Length];
        nameSpace.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input, 16);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        return FromHash(hash);
    }

    /// <summary>The version 5 identifier that a hash by SHA-1 stands for.</summary>
    internal static Guid FromHash(Span<byte> hash)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The name space of identifiers that are derived from names.</summary>
    public static Guid NameSpace => Namespace;

    private static string HashedText(string datasetType, string? run, DataCoordinate dataId)
    {
        var parts = new List<string> { $"dataset_type={datasetType}" };
        if (run is not null)
            parts.Add($"run={run}");
        parts.AddRange(dataId.Items.Take(dataId.Dimensions.Required.Count)
            .OrderBy(i => i.Name, StringComparer.Ordinal)
            .Select(i => $"{i.Name}={i.Value}"));
        return string.Join(',', parts);
    }
}
