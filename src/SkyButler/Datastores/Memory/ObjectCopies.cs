using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Memory;

/// <summary>Copies of objects, so that who changes what he got does not change what is stored.</summary>
internal static class ObjectCopies
{
    /// <summary>A copy that shares nothing that can be changed; an object of a type that can't be copied is given as it is.</summary>
    public static object Of(object value) => value switch
    {
        OrderedDictionary<string, object?> mapping => Mapping(mapping),
        List<object?> list => list.ConvertAll(item => item is null ? null : Of(item)),
        Exposure exposure => exposure.With(exposure.MaskedImage.Clone()),
        MaskedImage image => image.Clone(),
        Mask mask => mask.Clone(),
        Image<float> image => image.Clone(),
        Image<int> image => image.Clone(),
        Image<ushort> image => image.Clone(),
        Image<double> image => image.Clone(),
        ICloneable other => other.Clone(),
        _ => value,
    };

    private static OrderedDictionary<string, object?> Mapping(OrderedDictionary<string, object?> mapping)
    {
        var copy = new OrderedDictionary<string, object?>(mapping.Count, StringComparer.Ordinal);
        foreach (var (name, value) in mapping)
            copy.Add(name, value is null ? null : Of(value));
        return copy;
    }
}
