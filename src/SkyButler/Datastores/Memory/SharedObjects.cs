using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Memory;

/// <summary>Objects of which several readers of one process may have copies, in place of reading each its own.</summary>
public static class SharedObjects
{
    private const int PlainSize = 16;
    private const int CharacterSize = 2;

    // Image, variance and mask.
    private const int MaskedPixelSize = 12;

    /// <summary>How many bytes an object takes, about; null where its copies would share what readers can change, so that each must have its own.</summary>
    public static long? SizeOf(object? value) => value switch
    {
        null or bool or long or int or double or float => PlainSize,
        string text => PlainSize + ((long)text.Length * CharacterSize),
        OrderedDictionary<string, object?> mapping => Sum(mapping.Keys.Concat(mapping.Values)),
        List<object?> list => Sum(list),
        Exposure exposure => exposure.Box.Area * MaskedPixelSize,
        MaskedImage image => image.Box.Area * MaskedPixelSize,
        Image<float> or Image<int> => ((Image)value).Box.Area * sizeof(int),
        Image<double> image => image.Box.Area * sizeof(double),
        Image<ushort> image => image.Box.Area * sizeof(ushort),
        _ => null,
    };

    /// <summary>A copy of an object that has a size; who changes it changes nobody else's.</summary>
    public static object CopyOf(object value) => ObjectCopies.Of(value);

    private static long? Sum(IEnumerable<object?> values)
    {
        var sum = (long)PlainSize;
        foreach (var value in values)
        {
            if (SizeOf(value) is not { } size)
                return null;
            sum += size;
        }

        return sum;
    }
}
