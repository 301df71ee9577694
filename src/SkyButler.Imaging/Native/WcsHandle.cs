using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Native;

/// <summary>World coordinates in WCSLIB's memory. Used by one thread at a time: distortions are worked out in buffers of its own.</summary>
internal sealed unsafe class WcsHandle : SafeHandle
{
    private readonly int count;

    /// <summary>Takes over what the parser made.</summary>
    public WcsHandle(nint systems, int count)
        : base(0, ownsHandle: true)
    {
        this.count = count;
        SetHandle(systems);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        var (found, systems) = (count, handle);
        return Wcslib.wcsvfree(&found, &systems) == 0;
    }
}
