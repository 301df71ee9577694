using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using SkyButler.Pipelines.Tasks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Tasks;

public sealed class PlugInAttributesTests : IDisposable
{
    private readonly TemporaryDirectory folder = new("plugins");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_plug_in_whose_attribute_comes_from_a_missing_assembly_has_its_plain_version()
    {
        var context = new AssemblyLoadContext("plug-in", isCollectible: true);
        var assembly = context.LoadFromAssemblyPath(PlugInWithMissingAttribute());
        Should.Throw<FileNotFoundException>(() => assembly.GetCustomAttributes(inherit: false));
        PlugInAttributes.VersionOf(assembly).ShouldBe("4.5.6.7");
        PlugInAttributes.Find<ObsoleteAttribute>(assembly).ShouldBeNull();
        context.Unload();
    }

    [Fact]
    public void The_version_of_an_assembly_is_the_one_that_its_maker_gave_it() =>
        PlugInAttributes.VersionOf(typeof(PipelineTask).Assembly)
            .ShouldBe(typeof(PipelineTask).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    private string PlugInWithMissingAttribute()
    {
        var other = new PersistedAssemblyBuilder(new AssemblyName("NotHere") { Version = new(1, 0) }, typeof(object).Assembly);
        var attribute = other.DefineDynamicModule("NotHere").DefineType("MarkAttribute", TypeAttributes.Public, typeof(Attribute));
        var constructor = attribute.DefineDefaultConstructor(MethodAttributes.Public);
        attribute.CreateType();
        var plugIn = new PersistedAssemblyBuilder(new AssemblyName("PlugIn") { Version = new(4, 5, 6, 7) }, typeof(object).Assembly);
        plugIn.DefineDynamicModule("PlugIn").DefineType("Empty", TypeAttributes.Public).CreateType();
        plugIn.SetCustomAttribute(constructor, [1, 0, 0, 0]);
        var file = folder.File("PlugIn.dll");
        plugIn.Save(file);
        return file;
    }
}
