using System.Buffers.Binary;
using System.Text;

namespace SkyButler.Datastores.Formatters.Pickles;

/// <summary>
/// Sky maps as the original pickles them: those with a version as a call of their class with configuration and version, others as an empty
/// object that gets both as its state. The configuration is its text.
/// </summary>
internal static class SkyMapPickle
{
    private const string Unreduce = "unreduceConfig";
    private const string ConfigModule = "lsst.pex.config.config";
    private const string ConfigKey = "config";
    private const string VersionKey = "version";

    /// <summary>The sky map of a pickle; null where it holds something else.</summary>
    public static StoredSkyMap? Find(object? pickled) => pickled switch
    {
        PickledCall { Callee: var name, Arguments: [PickledCall config] } when ConfigOf(config) is var (configClass, text) => new(name.ToString(), configClass, text, 0),
        PickledCall { Callee: var name, Arguments: [PickledCall config, long version] } when ConfigOf(config) is var (configClass, text) =>
            new(name.ToString(), configClass, text, (int)version),
        PickledCall { Callee: var name, Arguments: [], State: Dictionary<string, object?> state }
            when state.GetValueOrDefault(ConfigKey) is PickledCall config && ConfigOf(config) is var (configClass, text) =>
            new(name.ToString(), configClass, text, null),
        PickledCall { Arguments: [PickledName name], State: Dictionary<string, object?> state }
            when state.GetValueOrDefault(ConfigKey) is PickledCall config && ConfigOf(config) is var (configClass, text) =>
            new(name.ToString(), configClass, text, null),
        _ => null,
    };

    /// <summary>The pickle of a sky map, protocol 3.</summary>
    public static byte[] Write(StoredSkyMap map)
    {
        using var bytes = new MemoryStream();
        bytes.Write([0x80, 3]);
        Name(bytes, map.ClassName);
        if (map.Version is { } version)
        {
            Config(bytes, map);
            bytes.Write([(byte)'K', (byte)version, 0x86, (byte)'R']);
        }
        else
        {
            bytes.Write([(byte)')', 0x81, (byte)'}', (byte)'(']);
            Text(bytes, VersionKey);
            bytes.Write([(byte)'K', 1, (byte)'K', 0, 0x86]);
            Text(bytes, ConfigKey);
            Config(bytes, map);
            bytes.Write("ub"u8);
        }

        bytes.WriteByte((byte)'.');
        return bytes.ToArray();
    }

    private static (string ClassName, string Text)? ConfigOf(PickledCall call) => call switch
    {
        { Callee: { Name: Unreduce, Module: ConfigModule }, Arguments: [PickledName name, byte[] text] } => (name.ToString(), Encoding.UTF8.GetString(text)),
        { Callee: { Name: Unreduce, Module: ConfigModule }, Arguments: [PickledName name, string text] } => (name.ToString(), text),
        // Bytes of older protocols: text that is to be encoded.
        { Callee: { Name: Unreduce, Module: ConfigModule }, Arguments: [PickledName name, PickledCall { Callee.Name: "encode", Arguments: [string text, ..] }] } =>
            (name.ToString(), text),
        _ => null,
    };

    private static void Config(MemoryStream bytes, StoredSkyMap map)
    {
        Name(bytes, $"{ConfigModule}.{Unreduce}");
        Name(bytes, map.ConfigClassName);
        var text = Encoding.UTF8.GetBytes(map.Config);
        bytes.WriteByte((byte)'B');
        Length(bytes, text.Length);
        bytes.Write(text);
        bytes.Write([0x86, (byte)'R']);
    }

    private static void Name(MemoryStream bytes, string name)
    {
        var dot = name.LastIndexOf('.');
        bytes.Write(Encoding.UTF8.GetBytes($"c{name[..dot]}\n{name[(dot + 1)..]}\n"));
    }

    private static void Text(MemoryStream bytes, string text)
    {
        bytes.WriteByte((byte)'X');
        Length(bytes, text.Length);
        bytes.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Length(MemoryStream bytes, int length)
    {
        Span<byte> four = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(four, length);
        bytes.Write(four);
    }
}
