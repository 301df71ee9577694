using System.Runtime.CompilerServices;

namespace SkyButler.Geometry.Pixelizations.Searches;

/// <summary>Four values on the stack: the parts of a pixel, or its corners.</summary>
[InlineArray(4)]
internal struct Quartet<T>
    where T : struct
{
    private T first;
}
