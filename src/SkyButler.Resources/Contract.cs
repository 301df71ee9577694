#pragma warning disable MA0048
namespace SkyButler.Resources
{
    /// <summary>Placeholder until the resources room lands.</summary>
    public sealed class ResourcePath
    {
    }
}

namespace SkyButler.Resources.Transfers
{
    /// <summary>Placeholder until the resources room lands.</summary>
    public enum TransferMode
    {
        /// <summary>Placeholder.</summary>
        Auto,
    }
}
