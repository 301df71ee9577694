using System.Numerics;

namespace SkyButler.Imaging.Images;

/// <summary>Generic code that is chosen at run time by a pixel type.</summary>
internal interface IPixelTypeVisitor<out TResult>
{
    TResult Visit<T>()
        where T : unmanaged, INumber<T>;
}
