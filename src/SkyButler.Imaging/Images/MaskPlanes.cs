using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace SkyButler.Imaging.Images;

/// <summary>
/// Names of the bits of a mask, in order of their numbers. Numbers differ from file to file, so callers go by name.
/// Immutable.
/// </summary>
public sealed class MaskPlanes : IReadOnlyDictionary<string, int>, IEquatable<MaskPlanes>
{
    /// <summary>Number of bits in a mask pixel.</summary>
    public const int Capacity = 32;

    private readonly string?[] _names = new string?[Capacity];
    private readonly Dictionary<string, int> _bits = new(StringComparer.Ordinal);

    /// <summary>Takes names with their bit numbers (0 to 31).</summary>
    /// <exception cref="ImagingException">A bit number is out of range, or named twice, or a name stands twice.</exception>
    public MaskPlanes(IEnumerable<KeyValuePair<string, int>> planes)
    {
        foreach (var (name, bit) in planes)
        {
            if (bit is < 0 or >= Capacity)
                throw new ImagingException($"Mask plane '{name}' asks for bit {bit}; a mask has bits 0 to {Capacity - 1}");
            if (_names[bit] is { } other)
                throw new ImagingException($"Mask planes '{other}' and '{name}' ask for the same bit {bit}");
            if (!_bits.TryAdd(name, bit))
                throw new ImagingException($"Mask plane '{name}' is named twice");
            _names[bit] = name;
        }
    }

    /// <summary>The planes that a new mask has, with the numbers that simulated LSST camera files give them.</summary>
    public static MaskPlanes Default { get; } = new(new[]
    {
        "BAD", "SAT", "INTRP", "CR", "EDGE", "DETECTED", "DETECTED_NEGATIVE", "SUSPECT", "NO_DATA", "UNMASKEDNAN", "CROSSTALK",
    }.Select((name, bit) => KeyValuePair.Create(name, bit)));

    /// <inheritdoc/>
    public int Count => _bits.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _names.OfType<string>();

    /// <inheritdoc/>
    public IEnumerable<int> Values => this.Select(plane => plane.Value);

    /// <summary>The bit number of a plane.</summary>
    /// <exception cref="ImagingException">There is no such plane; the message lists those that exist.</exception>
    public int this[string key] => _bits.TryGetValue(key, out int bit)
        ? bit
        : throw new ImagingException($"There is no mask plane '{key}'{Suggestion.For(key, Keys)}; the mask has {string.Join(", ", Keys)}");

    /// <summary>The mask value with the bits of all named planes set.</summary>
    /// <exception cref="ImagingException">One of the planes doesn't exist.</exception>
    public int BitMask(params ReadOnlySpan<string> names)
    {
        int mask = 0;
        foreach (string name in names)
            mask |= 1 << this[name];
        return mask;
    }

    /// <summary>These planes and one more on the first free bit; the same object if the name is there already.</summary>
    /// <exception cref="ImagingException">All bits are taken.</exception>
    public MaskPlanes With(string name)
    {
        if (_bits.ContainsKey(name))
            return this;
        int free = Array.IndexOf(_names, null);
        return free < 0
            ? throw new ImagingException($"No bit is free for mask plane '{name}': all {Capacity} are taken")
            : new MaskPlanes(this.Append(KeyValuePair.Create(name, free)));
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _bits.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out int value) => _bits.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, int>> GetEnumerator()
    {
        for (int bit = 0; bit < Capacity; bit++)
        {
            if (_names[bit] is { } name)
                yield return KeyValuePair.Create(name, bit);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(MaskPlanes? other) => other is not null && _names.AsSpan().SequenceEqual(other._names);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MaskPlanes);

    /// <inheritdoc/>
    public override int GetHashCode() => _bits.Count;

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this.Select(plane => $"{plane.Key} {plane.Value}"));
}
