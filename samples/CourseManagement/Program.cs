using CourseManagement.Api;
using CourseManagement.Domain;
using CourseManagement.Live;
using Opossum.Typed.Sqlite;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddJsonConsole();
builder.Services.AddOpossum(Courses.Model, builder.Configuration.GetSection("Opossum"));
builder.Services.AddReadModels((store, options, stop) => SqliteReadModels.OpenAsync(
    Path.Combine(builder.Configuration["Opossum:RootPath"]!, "views.db"), store, Courses.ReadModels, options, stop));
builder.Services.AddHealthChecks().AddOpossum();
builder.Services.AddProblemDetails().AddExceptionHandler<StoreProblems>();
builder.Services.AddOpenApi(static options => options.AddSchemaTransformer(Ids.Describe));
builder.Services.ConfigureHttpJsonOptions(static options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
    options.SerializerOptions.RespectNullableAnnotations = true;
    options.SerializerOptions.RespectRequiredConstructorParameters = true;
});

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapCourses();
app.MapLiveEvents();
app.MapLiveCourses();
app.MapOpenApi();
app.MapHealthChecks("/health/ready", new() { Predicate = static check => check.Tags.Contains("ready") });
app.MapHealthChecks("/health/live", new() { Predicate = static check => check.Tags.Contains("live") });
app.MapGet("/", () => TypedResults.Redirect("/events")).ExcludeFromDescription();
app.Run();
