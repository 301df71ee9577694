namespace SkyButler.Instruments.Translators;

/// <summary>What becomes of a property that can't be understood.</summary>
public enum TranslationStrictness
{
    /// <summary>The header is refused.</summary>
    Pedantic,

    /// <summary>It counts as not known, unless it is required.</summary>
    Lenient,
}
