// The environment step in C: 50 physics steps, then two cameras drawn at 128 px with rows from the top.
// Usage: loop scene.xml trace.bin - and then a line on standard input for every episode; answers with seconds by the
// clock, seconds of CPU time and the cube's final position. trace.bin holds, as little-endian: int steps, int nq, int nu, double qpos[nq],
// double controls[steps + 1][nu]; controls in between are interpolated.
#include <mujoco/mujoco.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { Substeps = 50, Side = 128, Cameras = 2, RowBytes = Side * 3 };

// the few EGL declarations in use, so that no EGL headers are needed
typedef void *Handle;
Handle eglGetProcAddress(const char *);
int eglInitialize(Handle, int *, int *);
int eglBindAPI(unsigned);
int eglChooseConfig(Handle, const int *, Handle *, int, int *);
Handle eglCreateContext(Handle, Handle, Handle, const int *);
int eglMakeCurrent(Handle, Handle, Handle, Handle);

static void fail(const char *what) { fprintf(stderr, "%s\n", what); exit(1); }

static void open_gl(void) {
  setenv("LP_NUM_THREADS", "0", 1);
  Handle (*get_display)(int, void *, const int *) = (Handle(*)(int, void *, const int *))eglGetProcAddress("eglGetPlatformDisplayEXT");
  Handle display = get_display ? get_display(0x31DD, NULL, NULL) : NULL;
  const int wanted[] = {0x3033, 1, 0x3040, 8, 0x3024, 8, 0x3023, 8, 0x3022, 8, 0x3021, 8, 0x3025, 24, 0x3026, 8, 0x3038};
  Handle config;
  int major, minor, count;
  if (!display || !eglInitialize(display, &major, &minor) || !eglBindAPI(0x30A2) ||
      !eglChooseConfig(display, wanted, &config, 1, &count) || !count) fail("EGL does not work here");
  Handle context = eglCreateContext(display, config, NULL, NULL);
  if (!context || !eglMakeCurrent(display, NULL, NULL, context)) fail("EGL made no context");
}

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

static void flip(unsigned char *pixels) {
  static unsigned char row[RowBytes];
  for (int top = 0, bottom = Side - 1; top < bottom; top++, bottom--) {
    memcpy(row, pixels + top * RowBytes, RowBytes);
    memcpy(pixels + top * RowBytes, pixels + bottom * RowBytes, RowBytes);
    memcpy(pixels + bottom * RowBytes, row, RowBytes);
  }
}

int main(int argc, char **argv) {
  if (argc != 3) fail("usage: loop scene.xml trace.bin");
  int size[3];
  FILE *file = fopen(argv[2], "rb");
  if (!file || fread(size, sizeof(int), 3, file) != 3) fail("trace.bin cannot be read");
  int steps = size[0], nq = size[1], nu = size[2];
  double *qpos = malloc(nq * sizeof(double)), *controls = malloc((size_t)(steps + 1) * nu * sizeof(double));
  if (fread(qpos, sizeof(double), nq, file) != (size_t)nq ||
      fread(controls, sizeof(double), (size_t)(steps + 1) * nu, file) != (size_t)(steps + 1) * nu) fail("trace.bin is too short");
  fclose(file);

  char error[1000] = "";
  mjModel *model = mj_loadXML(argv[1], NULL, error, sizeof error);
  if (!model || model->nq != nq || model->nu != nu) fail(error);
  mjData *data = mj_makeData(model);
  // variation 0 hides the distractors
  for (int i = 0; i < 3; i++) {
    char name[16];
    snprintf(name, sizeof name, "distractor%d", i);
    model->geom_rgba[4 * mj_name2id(model, mjOBJ_GEOM, name) + 3] = 0;
  }

  open_gl();
  mjvScene scene;
  mjvOption option;
  mjvCamera camera;
  mjrContext context;
  mjv_defaultScene(&scene);
  mjv_defaultOption(&option);
  mjv_defaultCamera(&camera);
  mjr_defaultContext(&context);
  mjv_makeScene(model, &scene, 500);
  mjr_makeContext(model, &context, 50);
  mjr_setBuffer(mjFB_OFFSCREEN, &context);
  scene.flags[mjRND_SHADOW] = scene.flags[mjRND_REFLECTION] = 0;
  camera.type = mjCAMERA_FIXED;
  const int cameras[Cameras] = {mj_name2id(model, mjOBJ_CAMERA, "front"), mj_name2id(model, mjOBJ_CAMERA, "wrist")};
  const mjrRect viewport = {0, 0, Side, Side};
  unsigned char *images = malloc(Cameras * Side * RowBytes);
  int cube = mj_name2id(model, mjOBJ_BODY, "cube");

  char line[16];
  while (fgets(line, sizeof line, stdin)) {
    mj_resetData(model, data);
    memcpy(data->qpos, qpos, nq * sizeof(double));
    mj_forward(model, data);
    double start = seconds(CLOCK_MONOTONIC), busy = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (int step = 0; step < steps; step++) {
      const double *from = controls + (size_t)step * nu, *to = from + nu;
      for (int substep = 1; substep <= Substeps; substep++) {
        double share = (double)substep / Substeps;
        for (int i = 0; i < nu; i++) data->ctrl[i] = from[i] + share * (to[i] - from[i]);
        mj_step(model, data);
      }
      for (int i = 0; i < Cameras; i++) {
        camera.fixedcamid = cameras[i];
        mjv_updateScene(model, data, &option, NULL, &camera, mjCAT_ALL, &scene);
        mjr_render(viewport, &scene, &context);
        mjr_readPixels(images + i * Side * RowBytes, NULL, viewport, &context);
        flip(images + i * Side * RowBytes);
      }
    }
    busy = seconds(CLOCK_PROCESS_CPUTIME_ID) - busy;
    const double *place = data->xpos + 3 * cube;
    printf("%.9f %.9f %.4f %.4f %.4f\n", seconds(CLOCK_MONOTONIC) - start, busy, place[0], place[1], place[2]);
    fflush(stdout);
  }
  return 0;
}
