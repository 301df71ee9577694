using SkyButler.Datasets;
using SkyButler.Dimensions;

namespace SkyButler.Tests.Registry.Histories.States;

/// <summary>The definitions that dataset types of a history can have.</summary>
internal static class TypeForms
{
    public const int Count = 5;

    /// <summary>What is taken for the definition of a type that is not registered.</summary>
    public const int Usual = 1;

    public static bool IsCalibration(int form) => form is 1 or 2 or 3;

    public static bool HasDetector(int form) => form < 3;

    public static bool HasInstrument(int form) => form < 4;

    public static DatasetType Make(DimensionUniverse universe, string name, int form)
    {
        string[] dimensions = HasDetector(form) ? ["detector"] : HasInstrument(form) ? ["instrument"] : [];
        return new DatasetType(name, universe.Conform(dimensions), form == 2 ? "Exposure" : "StructuredDataDict", IsCalibration(form));
    }
}
